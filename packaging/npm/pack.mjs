// Makes the packages for npm from binaries that are already built:
//
//   node packaging/npm/pack.mjs FOLDER PLATFORM=BINARY...
//
// PLATFORM is Node's own name of it, such as linux-x64; BINARY is a path. Each
// platform gives a tarball in FOLDER, and the launcher gives one more. Names and
// versions come from the launcher's package.json.

import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const launcher = JSON.parse(readFileSync(join(here, "grantlint/package.json"), "utf8"));

/** Writes the package of one platform into `folder`. */
function platformPackage(platform, binary, folder) {
  const name = `@grantlint/${platform}`;
  if (!(name in launcher.optionalDependencies)) {
    throw new Error(`the launcher has no optional dependency ${name}`);
  }
  const [os, cpu] = platform.split("-");
  const file = os === "win32" ? "grantlint.exe" : "grantlint";
  mkdirSync(join(folder, "bin"), { recursive: true });
  copyFileSync(binary, join(folder, "bin", file));
  chmodSync(join(folder, "bin", file), 0o755);
  const { version, license } = launcher;
  const description = `The binary of grantlint for ${platform}`;
  const manifest = { name, version, description, license, os: [os], cpu: [cpu], files: ["bin", "LICENSE-*"] };
  // An installer that keeps packages in archives could not run the binary.
  manifest.preferUnplugged = true;
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Adds the licences and makes the tarball of the package in `folder`. */
function pack(folder, out) {
  for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) {
    copyFileSync(join(root, licence), join(folder, licence));
  }
  // On Windows npm is a script, which only a shell can start; so the folder, not
  // an argument, says what to pack.
  const shell = process.platform === "win32";
  const destination = ["--pack-destination", shell ? `"${resolve(out)}"` : resolve(out)];
  const packed = spawnSync("npm", ["pack", "--silent", ...destination], { cwd: folder, shell });
  if (packed.status !== 0) {
    throw new Error(`npm pack ${folder}: ${packed.stderr}`);
  }
}

const [out, ...platforms] = process.argv.slice(2);
if (out === undefined || platforms.length === 0) {
  console.error("usage: node packaging/npm/pack.mjs FOLDER PLATFORM=BINARY...");
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const work = mkdtempSync(join(tmpdir(), "grantlint-npm-"));
try {
  for (const argument of platforms) {
    const at = argument.indexOf("=");
    const platform = argument.slice(0, at);
    platformPackage(platform, argument.slice(at + 1), join(work, platform));
    pack(join(work, platform), out);
  }
  cpSync(join(here, "grantlint"), join(work, "grantlint"), { recursive: true });
  pack(join(work, "grantlint"), out);
} finally {
  rmSync(work, { recursive: true });
}
