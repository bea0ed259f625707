"""The files that other systems read, and those that people copy from the docs:
each against that system's own schema."""

import re

import yaml
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

    def test_what_people_copy_follows_its_schema(self):
        text = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
        blocks = re.findall(r"^```yaml\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
        files = {"jobs": [], "repos": [], "include": []}
        for number, block in enumerate(blocks):
            for kind in files.keys() & yaml.safe_load(block).keys():
                files[kind].append(self.write(f"{number}.yml", block))
        self.assertEqual(
            {kind: len(found) for kind, found in files.items()},
            {"jobs": 1, "repos": 3, "include": 1},
        )
        self.run_command("pre-commit", "validate-config", *files["repos"])
        for schema, kind in (("github-workflows", "jobs"), ("gitlab-ci", "include")):
            check = ["check-jsonschema", "--builtin-schema", f"vendor.{schema}"]
            self.run_command(*check, *files[kind])
