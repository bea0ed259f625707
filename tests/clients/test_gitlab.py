"""The GitLab job: its script run by a shell, its reports read as GitLab does."""

import json
import xml.etree.ElementTree as ElementTree

import yaml
from support import BAD, CLIENT, GOOD, ROOT, Case

TEMPLATE = ROOT / "packaging" / "gitlab" / "grantlint.gitlab-ci.yml"
JOB = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))["grantlint"]


class Job(Case):
    def job(self, status, **variables):
        """Runs the job in `project`; gives the two reports."""
        project = self.folder / "project"
        project.mkdir(exist_ok=True)
        env = {**JOB["variables"], **variables}
        script = "set -eo pipefail\n" + "\n".join([*JOB["before_script"], *JOB["script"]])
        self.run_command("bash", "-c", script, status=status, cwd=project, env=env)
        reports = JOB["artifacts"]["reports"]
        quality = json.loads((project / reports["codequality"]).read_text(encoding="utf-8"))
        return quality, ElementTree.parse(project / reports["junit"]).getroot()

    def test_findings_stop_the_pipeline_and_are_reported(self):
        self.write("project/envs/a/main.tf", CLIENT + BAD)
        self.write("project/envs/b/main.tf", CLIENT + BAD)
        quality, junit = self.job(
            1, GRANTLINT_PATHS="envs/a envs/b", GRANTLINT_ARGS="--fail-on note"
        )
        places = [entry["location"]["path"] for entry in quality]
        self.assertEqual(places, ["envs/a/main.tf", "envs/b/main.tf"])
        self.assertEqual(len({entry["fingerprint"] for entry in quality}), 2)
        self.assertEqual(len(junit.findall(".//failure")), 2)

    def test_nothing_found_passes_with_empty_reports(self):
        self.write("project/main.tf", CLIENT + GOOD)
        quality, junit = self.job(0)
        self.assertEqual(quality, [])
        self.assertEqual(junit.findall(".//failure"), [])
