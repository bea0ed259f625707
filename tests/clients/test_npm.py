"""The packages for npm, packed, installed and run by npm."""

import json
import platform
import shutil
import unittest

from support import BAD, CLIENT, COMMAND, ROOT, VERSION, Case

PACK = ROOT / "packaging" / "npm" / "pack.mjs"
CPU = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
OS = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}


@unittest.skipUnless(shutil.which("npm"), "npm is not here")
class Packages(Case):
    def setUp(self):
        super().setUp()
        self.npm = shutil.which("npm")
        cpu = CPU[platform.machine().lower()]
        self.platform = f"{OS[platform.system()]}-{cpu}"
        self.run_command("node", PACK, "tarballs", f"{self.platform}={COMMAND}")
        self.write("project/package.json", json.dumps({"private": True}))

    def install(self, *names):
        tarballs = [self.folder / "tarballs" / f"{name}-{VERSION}.tgz" for name in names]
        flags = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"]
        self.run_command(self.npm, "install", *flags, *tarballs, cwd=self.folder / "project")

    def test_the_launcher_runs_the_binary_of_its_package(self):
        self.install(f"grantlint-{self.platform}", "grantlint")
        npx = [shutil.which("npx"), "--offline", "grantlint"]
        said = self.run_command(*npx, "--version", cwd=self.folder / "project")
        self.assertEqual(said.splitlines()[-1], f"grantlint {VERSION}")
        self.write("project/a b/main.tf", CLIENT + BAD)
        check = ["check", "--format=compact", "a b"]
        said = self.run_command(*npx, *check, status=1, cwd=self.folder / "project")
        self.assertIn("a b/main.tf:", said)

    def test_the_launcher_says_that_the_binary_is_missing(self):
        self.install("grantlint")
        launcher = self.folder / "project/node_modules/grantlint/bin/grantlint.js"
        said = self.run_command("node", launcher, "--version", status=2)
        self.assertIn(f"@grantlint/{self.platform} is not installed", said)
