"""The GitHub action, its step run as the runner runs it."""

import json
import os
import re
from pathlib import Path

import yaml
from support import BAD, CLIENT, COMMAND, GOOD, ROOT, Case

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


class Action(Case):
    def act(self, status=0, **inputs):
        """Runs the step with these inputs; gives its log, outputs and summary."""
        inputs = {name.replace("_", "-"): value for name, value in inputs.items()}
        self.assertLessEqual(inputs.keys(), ACTION["inputs"].keys())
        values = {
            name: str(inputs.get(name, it["default"])) for name, it in ACTION["inputs"].items()
        }
        (step,) = ACTION["runs"]["steps"]
        env = {
            name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: values[found[1]], value)
            for name, value in step["env"].items()
        }
        temporary = self.folder / "runner temp"
        temporary.mkdir(exist_ok=True)
        output, summary = self.write("output", ""), self.write("summary", "")
        env |= {
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_WORKSPACE": str(self.folder / "workspace"),
            "RUNNER_TEMP": str(temporary),
        }
        script = self.write("step.sh", step["run"])
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", script]
        (self.folder / "workspace").mkdir(exist_ok=True)
        log = self.run_command(*shell, status=status, cwd=self.folder / "workspace", env=env)
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        read = {
            re.search(r"outputs\.([a-z-]+)", it["value"])[1] for it in ACTION["outputs"].values()
        }
        self.assertEqual(outputs.keys(), read)
        return log, outputs, summary.read_text(encoding="utf-8")

    def counts(self, outputs):
        return [int(outputs[name]) for name in ("exit-code", "findings", "errors")]

    def test_findings_are_annotated_summed_up_and_counted(self):
        self.write("workspace/.git/HEAD", "ref: refs/heads/main\n")
        self.write("workspace/sub/env one/main.tf", CLIENT + BAD)
        self.write("workspace/sub/env two/main.tf", CLIENT + GOOD)
        paths = "env one\nenv two\n"
        log, outputs, summary = self.act(1, binary=COMMAND, working_directory="sub", paths=paths)
        self.assertEqual(self.counts(outputs), [1, 1, 1])
        # Places count from the root of the repository, whatever the folder.
        self.assertIn("::error file=sub/env one/main.tf,line=", log)
        self.assertIn("sub/env one/main.tf:", summary)
        sarif = json.loads(Path(outputs["sarif"]).read_text(encoding="utf-8"))
        (result,) = sarif["runs"][0]["results"]
        self.assertEqual(result["ruleId"], "missing-permission")

    def test_nothing_found_passes(self):
        self.write("workspace/main.tf", CLIENT + GOOD)
        log, outputs, summary = self.act(binary=COMMAND)
        self.assertEqual(self.counts(outputs), [0, 0, 0])
        self.assertNotIn("::error", log)
        self.assertIn("1 granted", summary)
        self.assertTrue(os.path.isfile(outputs["sarif"]))

    def test_a_check_that_cannot_be_done_says_so(self):
        _, outputs, _ = self.act(2, binary=COMMAND, paths="absent")
        self.assertEqual(outputs["exit-code"], "2")

    def test_inputs_become_arguments(self):
        self.write("workspace/main.tf", CLIENT + BAD)
        self.write("workspace/strict.toml", '[severity]\nmissing-permission = "note"\n')
        inputs = {"binary": COMMAND, "sarif": "out.sarif", "annotations": "false"}
        log, outputs, summary = self.act(fail_on="never", summary="false", **inputs)
        self.assertEqual(self.counts(outputs), [0, 1, 1])
        self.assertEqual(outputs["sarif"], str(self.folder / "workspace" / "out.sarif"))
        self.assertNotIn("::error", log)
        self.assertEqual(summary, "")
        _, outputs, _ = self.act(config="strict.toml", args="--min-severity 'warning'", **inputs)
        self.assertEqual(self.counts(outputs), [0, 0, 0])

    def test_checked_files_give_the_runner_no_commands(self):
        hostile = "##[add-path]/evil\n::add-mask::x\n::error::forged\n"
        self.write("workspace/main.tf", f"/*\n{hostile}*/\n{CLIENT}{BAD}}}\n{hostile}")
        log, _, _ = self.act(1, binary=COMMAND)
        heard, token = [], None
        for line in log.splitlines():
            stop = re.match(r"::stop-commands::(.+)", line)
            if token is None and stop:
                token = stop[1]
            elif token is not None and line == f"::{token}::":
                token = None
            elif token is None:
                heard.append(line)
        self.assertIsNone(token)
        self.assertTrue(heard)
        for line in filter(None, heard):
            self.assertRegex(line, r"^::(error|warning|notice) file=main\.tf,")

    def test_the_wheel_is_installed_where_no_binary_is_given(self):
        self.write("workspace/main.tf", CLIENT + GOOD)
        _, outputs, _ = self.act()
        self.assertEqual(self.counts(outputs), [0, 0, 0])
        log, outputs, _ = self.act(2, version="99.0.0")
        self.assertIn("99.0.0 could not be installed", log)
        self.assertEqual(self.counts(outputs), [2, 0, 0])
