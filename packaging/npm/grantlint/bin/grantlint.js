#!/usr/bin/env node
// Runs the binary that the optional dependency for this platform brought.
"use strict";

const { spawnSync } = require("node:child_process");
const { constants } = require("node:os");

/** The binary's path, or nothing where no package for this platform is installed. */
function binary() {
  const name = process.platform === "win32" ? "grantlint.exe" : "grantlint";
  try {
    return require.resolve(`@grantlint/${process.platform}-${process.arch}/bin/${name}`);
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(`grantlint: ${message}`);
  process.exit(2);
}

const path = binary();
if (path === undefined) {
  fail(
    `@grantlint/${process.platform}-${process.arch} is not installed: ` +
      "install without --omit=optional, or use the wheel or cargo on this platform",
  );
}

const { error, signal, status } = spawnSync(path, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  fail(error.message);
}
// What a shell answers for a process that a signal ended.
process.exit(signal ? 128 + constants.signals[signal] : status);
