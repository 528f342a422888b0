#!/usr/bin/env bash
# Packs a release: OUT_DIR/parselint-TARGET.tgz, for Windows .zip, with one folder parselint-TARGET in it. The names are
# those that `[package.metadata.binstall]` in Cargo.toml, action.yml and docs/install.md expect.
#
#   .github/package.sh TARGET BINARY OUT_DIR
#
# Runs BINARY for its man pages and completions, so this machine must be able to. Archives of one commit have the same
# bytes where tar is GNU's.
set -euo pipefail

if [ $# -ne 3 ]; then
    echo "usage: .github/package.sh TARGET BINARY OUT_DIR" >&2
    exit 2
fi
target=$1
name=parselint-$target
binary=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
mkdir -p "$3"
out=$(cd "$3" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/.."

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/$name/man" "$stage/$name/completions"
cp "$binary" README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT "$stage/$name"
"$binary" man --output-dir "$stage/$name/man"
"$binary" completions bash >"$stage/$name/completions/parselint.bash"
"$binary" completions zsh >"$stage/$name/completions/_parselint"
"$binary" completions fish >"$stage/$name/completions/parselint.fish"
"$binary" completions powershell >"$stage/$name/completions/_parselint.ps1"
"$binary" completions elvish >"$stage/$name/completions/parselint.elv"

# What was made is there, and says something.
[ -n "$(ls "$stage/$name/man")" ]
for file in "$stage/$name"/man/* "$stage/$name"/completions/*; do
    [ -s "$file" ]
done

cd "$stage"
find "$name" -type d -exec chmod 755 {} +
find "$name" -type f -exec chmod 644 {} +
chmod 755 "$name/$(basename "$binary")"
time=${SOURCE_DATE_EPOCH:-0}
if [[ $target == *-windows-* ]]; then
    archive=$out/$name.zip
    rm -f "$archive"
    if command -v zip >/dev/null; then
        zip -qrX "$archive" "$name"
    else
        7z a -bso0 -tzip "$archive" "$name"
    fi
else
    archive=$out/$name.tgz
    if tar --version | grep -q GNU; then
        tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$time" -cf - "$name"
    else
        tar --uid 0 --gid 0 -cf - "$name"
    fi | gzip -9n >"$archive"
fi
echo "$archive"
