"""What the GitHub action does: installs the wheel, runs the check once, and
hands its results to the runner: log, annotations, summary, outputs, SARIF.

Inputs come as GRANTLINT_* (see action.yml), the rest as the runner sets it:
GITHUB_WORKSPACE, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY and RUNNER_TEMP. The exit
status is grantlint's own.
"""

import json
import os
import secrets
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

COUNTS = ("findings", "errors", "warnings", "notes")


def given(name, default=""):
    """The input of that name, without space around it."""
    return os.environ.get("GRANTLINT_" + name, "").strip() or default


def install(version, folder):
    """Installs the wheel of that version below `folder`; gives the command's path,
    or nothing if it cannot be had.

    Only a wheel will do: a build on the runner would take minutes.
    """
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheel = ["--only-binary=:all:", "--no-deps", f"grantlint=={version}"]
    if subprocess.run([*pip, "install", "--target", folder, *wheel], check=False).returncode != 0:
        print(f"::error title=grantlint::grantlint {version} could not be installed")
        return None
    return folder / "bin" / "grantlint"


def arguments(results, sarif):
    """What comes after `grantlint check`; `results` is the folder for the files."""
    out = ["--color=always"]
    if given("CONFIG"):
        out.append("--config=" + given("CONFIG"))
    if given("FAIL_ON"):
        out.append("--fail-on=" + given("FAIL_ON"))
    for output in (
        f"json={results / 'findings.json'}",
        f"github={results / 'annotations'}",
        f"summary={results / 'summary.md'}",
        f"sarif={sarif}",
    ):
        out += ["--output", output]
    out += shlex.split(given("ARGS"))
    paths = [path.strip() for path in given("PATHS", ".").splitlines()]
    return [*out, "--", *filter(None, paths)]


def run(command, folder):
    """Runs the command and gives its exit status.

    The log shows lines of the checked files, and the runner would obey what
    looks like a command in them; so its ear is shut meanwhile.
    """
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}", flush=True)
    try:
        return subprocess.run(command, cwd=folder, check=False).returncode
    finally:
        print(f"\n::{token}::", flush=True)


def text(file):
    """What is in the file; empty if a failed check did not write it."""
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def append(variable, content):
    """Adds the content to the file that the runner named for it."""
    if os.environ.get(variable):
        with open(os.environ[variable], "a", encoding="utf-8", newline="\n") as file:
            file.write(content)


def main():
    """Does it; gives the exit status."""
    sys.stdout.reconfigure(encoding="utf-8")
    workspace = Path(os.environ.get("GITHUB_WORKSPACE", "."))
    folder = (workspace / given("WORKING_DIRECTORY", ".")).resolve()
    temporary = os.environ.get("RUNNER_TEMP")
    results = Path(tempfile.mkdtemp(prefix="grantlint-", dir=temporary)).resolve()
    sarif = folder / (given("SARIF") or results / "grantlint.sarif")

    binary = given("BINARY") or install(given("VERSION"), results / "wheel")
    command = [binary, "check", *arguments(results, sarif)]
    status = run(command, folder) if binary else 2

    if given("ANNOTATIONS", "true") == "true":
        print(text(results / "annotations"), end="")
    if given("SUMMARY", "true") == "true":
        append("GITHUB_STEP_SUMMARY", text(results / "summary.md"))
    summary = json.loads(text(results / "findings.json") or "{}").get("summary", {})
    counts = {name: summary.get(name, 0) for name in COUNTS}
    counts["findings"] = sum(counts.values())
    outputs = {"exit-code": status, **counts, "sarif": sarif if sarif.is_file() else ""}
    lines = (f"{name}={value}\n" for name, value in outputs.items())
    append("GITHUB_OUTPUT", "".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main())
