"""What the tests share: the wheel's command, and folders with Terraform files."""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WHEELS = Path(os.environ["PIP_FIND_LINKS"])
VERSION = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["workspace"]["package"][
    "version"
]

# Installed by pip from the wheel, beside the Python that runs this.
COMMAND = Path(sys.executable).with_name("grantlint.exe" if os.name == "nt" else "grantlint")

# A client that may not do what it is said to call, as long as the role's
# actions are `add` alone.
CLIENT = """\
# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "reader" {
  name                          = "Reader"
  authorized_grant_type         = "CLIENT-CREDENTIALS"
  access_token_validity_seconds = 86400
  roles {
    role_id = genesyscloud_auth_role.reader.id
  }
}
"""
ROLE = """\
resource "genesyscloud_auth_role" "reader" {
  name = "Reader"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["ACTION"]
  }
}
"""
GOOD = ROLE.replace("ACTION", "view")
BAD = ROLE.replace("ACTION", "add")


class Case(unittest.TestCase):
    """A test with a folder of its own, whose name has a space in it."""

    maxDiff = None

    def setUp(self):
        folder = Path(tempfile.mkdtemp(prefix="grantlint clients ")).resolve()
        self.addCleanup(shutil.rmtree, folder)
        self.folder = folder

    def write(self, name, text):
        """Writes a file below the folder; gives its path."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        return file

    def run_command(self, *arguments, status=0, cwd=None, env=None):
        """Runs the command, which must end with this status; gives what it wrote."""
        done = subprocess.run(
            [str(argument) for argument in arguments],
            cwd=cwd or self.folder,
            env={**os.environ, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.assertEqual(done.returncode, status, done.stdout)
        return done.stdout
