"""The files that other systems read: each against that system's own schema."""

from support import ROOT, Case

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"
GITLAB = ROOT / "packaging" / "gitlab" / "grantlint.gitlab-ci.yml"


class Files(Case):
    def test_each_follows_its_schema(self):
        table = {
            "github-workflows": WORKFLOWS,
            "github-actions": [ACTION],
            "gitlab-ci": [GITLAB],
            "dependabot": [ROOT / ".github" / "dependabot.yml"],
        }
        for schema, files in table.items():
            with self.subTest(schema):
                self.assertTrue(files)
                check = ["check-jsonschema", "--builtin-schema", f"vendor.{schema}"]
                self.run_command(*check, *files)

    def test_the_workflows_ask_for_no_more_than_they_need(self):
        self.run_command("zizmor", "--offline", "--pedantic", *WORKFLOWS, ACTION)
