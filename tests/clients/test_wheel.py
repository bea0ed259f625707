"""The wheel: what pip installs, and what it says of itself."""

import zipfile

from support import COMMAND, VERSION, WHEELS, Case


class Wheel(Case):
    def test_the_installed_command_runs(self):
        self.assertEqual(self.run_command(COMMAND, "--version"), f"grantlint {VERSION}\n")

    def test_the_wheel_holds_the_command_the_licences_and_nothing_else(self):
        (wheel,) = WHEELS.glob("grantlint-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
            metadata = archive.read(f"grantlint-{VERSION}.dist-info/METADATA").decode()
        scripts = [name for name in names if ".data/scripts/grantlint" in name]
        self.assertEqual(len(scripts), 1, names)
        others = [name for name in names if ".dist-info/" not in name]
        self.assertEqual(others, scripts)
        for licence in ("LICENSE-APACHE", "LICENSE-MIT"):
            self.assertTrue(any(name.endswith(licence) for name in names), names)
        self.assertIn("\nLicense-Expression: MIT OR Apache-2.0\n", metadata)
        self.assertNotIn("Requires-Dist:", metadata)
