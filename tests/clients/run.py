"""Tries grantlint with the programs that people meet it in: pip, pre-commit, npm,
and the scripts of the GitHub action and the GitLab job.

    python3 tests/clients/run.py [TEST...]

Installs what requirements.txt names below target/, makes a wheel of the debug
build there, and runs the tests of this folder. The network is needed once, for
the requirements.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "clients"
SCRIPTS = TARGET / "venv" / ("Scripts" if os.name == "nt" else "bin")
PIP = [SCRIPTS / "python", "-m", "pip", "--quiet", "--disable-pip-version-check"]


def run(*command, **options):
    """Runs the command; a failure ends this program."""
    subprocess.run([str(part) for part in command], check=True, **options)


def install():
    """Makes the environment, unless it is there with these very requirements."""
    wanted = (HERE / "requirements.txt").read_text(encoding="utf-8")
    stamp = TARGET / "requirements.txt"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    venv.create(TARGET / "venv", with_pip=True, clear=True)
    run(*PIP, "install", "--requirement", HERE / "requirements.txt")
    # The mirror's hook is built by it, without the network.
    (setuptools,) = (line for line in wanted.splitlines() if line.startswith("setuptools"))
    run(*PIP, "download", "--no-deps", "--dest", TARGET / "wheels", setuptools)
    stamp.write_text(wanted, encoding="utf-8")


def build():
    """Makes the wheel, for this machine alone, and installs it."""
    for old in (TARGET / "wheels").glob("grantlint-*"):
        old.unlink()
    maturin = [SCRIPTS / "maturin", "build", "--quiet", "--profile", "dev"]
    run(*maturin, "--compatibility", "linux", "--out", TARGET / "wheels", cwd=ROOT)
    (wheel,) = (TARGET / "wheels").glob("grantlint-*")
    run(*PIP, "install", "--no-deps", "--no-index", "--force-reinstall", wheel)


def test(names):
    """Runs the tests; gives the exit status."""
    settings = {
        # Every client finds the wheel here, and asks no index.
        "PIP_FIND_LINKS": str(TARGET / "wheels"),
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PATH": os.pathsep.join([str(SCRIPTS), os.environ["PATH"]]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    unittest = [SCRIPTS / "python", "-m", "unittest"]
    tests = names or ["discover"]
    command = [str(part) for part in [*unittest, *tests]]
    return subprocess.run(command, cwd=HERE, env={**os.environ, **settings}, check=False).returncode


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    install()
    build()
    sys.exit(test(sys.argv[1:]))
