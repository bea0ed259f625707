#!/usr/bin/env bash
# Makes what a release offers besides the wheels:
#
#   packaging/assemble.sh BINARIES FOLDER
#
# BINARIES has a folder for each platform, by Node's name of it (linux-x64), with
# the binary in it. FOLDER gets archives/ (binary, licences, man pages,
# completions, each archive with its checksum) and npm/ (the packages).
set -euo pipefail
binaries=$(cd "$1" && pwd)
mkdir -p "$2/archives"
out=$(cd "$2" && pwd)
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo xtask dist-assets "$work/assets"
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' packaging/npm/grantlint/package.json)

packages=()
for folder in "$binaries"/*/; do
  platform=$(basename "$folder")
  name=grantlint-v$version-$platform
  mkdir "$work/$name"
  cp "$folder"grantlint* "$work/$name/"
  chmod +x "$work/$name"/grantlint*
  cp -R LICENSE-APACHE LICENSE-MIT "$work/assets/." "$work/$name/"
  case $platform in
    win32-*) (cd "$work" && zip --quiet --recurse-paths "$out/archives/$name.zip" "$name") ;;
    *) tar -C "$work" -czf "$out/archives/$name.tar.gz" "$name" ;;
  esac
  packages+=("$platform=$(ls "$folder"grantlint*)")
done
(cd "$out/archives" && sha256sum -- * > "$work/SHA256SUMS" && mv "$work/SHA256SUMS" .)
node packaging/npm/pack.mjs "$out/npm" "${packages[@]}"
