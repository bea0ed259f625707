"""The hook, run by the real pre-commit on real commits."""

import re
import shutil

import yaml
from support import BAD, CLIENT, GOOD, ROOT, VERSION, Case

MIRROR = ROOT / "packaging" / "pre-commit-mirror"
MANIFESTS = [ROOT / ".pre-commit-hooks.yaml", MIRROR / ".pre-commit-hooks.yaml"]


def hooks():
    """Every hook that is offered."""
    return [hook for file in MANIFESTS for hook in yaml.safe_load(file.read_text())]


class Manifests(Case):
    def test_pre_commit_accepts_them(self):
        self.run_command("pre-commit", "validate-manifest", *MANIFESTS)

    def test_all_hooks_are_run_alike(self):
        own = {"id", "description"}
        source, wheel = ({k: v for k, v in hook.items() if k not in own} for hook in hooks())
        self.assertEqual(source, wheel)
        self.assertTrue(wheel["require_serial"])

    def test_the_files_are_those_that_decide(self):
        (pattern,) = {hook["files"] for hook in hooks()}
        docs = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
        self.assertIn(f"files: '{pattern}'", docs)
        table = {
            "main.tf": True,
            "a b/ü.tofu": True,
            "x/main.tf.json": True,
            "x/main.tofu.json": True,
            "terraform.tfvars": True,
            "envs/prod.auto.tfvars.json": True,
            "prod.tfvars": False,
            "my-terraform.tfvars": False,
            "grantlint.toml": True,
            "sub/grantlint.toml": True,
            "my-grantlint.toml": False,
            "main.json": False,
            "tf": False,
            "main.tf.orig": False,
            "terraform.tfstate": False,
            ".terraform.lock.hcl": False,
        }
        found = {name: bool(re.search(pattern, name)) for name in table}
        self.assertEqual(found, table)


class Commits(Case):
    """The mirror as a repository with a tag, and a repository that uses it."""

    def setUp(self):
        super().setUp()
        self.env = {"PRE_COMMIT_HOME": str(self.folder / "cache")}
        mirror = self.folder / "mirror"
        shutil.copytree(MIRROR, mirror)
        self.repository(mirror)
        self.git("tag", f"v{VERSION}", at=mirror)
        self.team = self.folder / "team"
        self.write("team/roles.tf", GOOD)
        self.write("team/clients.tf", CLIENT)
        config = {
            "repos": [{"repo": str(mirror), "rev": f"v{VERSION}", "hooks": [{"id": "grantlint"}]}]
        }
        self.write("team/.pre-commit-config.yaml", yaml.safe_dump(config))

    def git(self, *arguments, at=None, status=0):
        """Runs git in the team's repository, or in that of `at`."""
        names = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
        cwd = at or self.team
        return self.run_command("git", *names, *arguments, cwd=cwd, status=status, env=self.env)

    def repository(self, folder):
        """Makes a repository of all that is in the folder."""
        self.git("init", "--quiet", "--initial-branch=main", at=folder)
        self.git("add", ".", at=folder)
        self.git("commit", "--quiet", "--message=start", at=folder)

    def test_a_commit_is_stopped_mended_and_passes(self):
        self.repository(self.team)
        self.run_command("pre-commit", "install", cwd=self.team, env=self.env)

        # The role alone is staged; the client that it breaks is in another file.
        self.write("team/roles.tf", BAD)
        self.git("add", "roles.tf")
        said = self.git("commit", "--message=break", status=1)
        self.assertRegex(said, r"grantlint\.+Failed")
        self.assertIn("missing-permission", said)
        self.assertIn("genesyscloud_oauth_client.reader", said)

        # The same for a mistake in a file that is not staged.
        self.write("team/clients.tf", CLIENT.replace("CLIENT-CREDENTIALS", "CLIENT"))
        self.git("add", "clients.tf")
        self.git("commit", "--quiet", "--no-verify", "--message=mistake")
        self.write("team/roles.tf", GOOD.replace('"Reader"', '"Readers"'))
        self.git("add", "roles.tf")
        said = self.git("commit", "--message=rename", status=1)
        self.assertIn("clients.tf", said)
        self.assertIn("invalid-attribute", said)

        self.write("team/clients.tf", CLIENT)
        self.git("add", ".")
        said = self.git("commit", "--message=mend")
        self.assertRegex(said, r"grantlint\.+Passed")

        self.write("team/notes.md", "No Terraform here.\n")
        self.git("add", ".")
        said = self.git("commit", "--message=notes")
        self.assertRegex(said, r"grantlint\.+\(no files to check\)Skipped")
        self.assertEqual(
            self.git("log", "--format=%s").split(), ["notes", "mend", "mistake", "start"]
        )
