#!/usr/bin/env bash
# Whether all that speaks of a version speaks of the same: Cargo.toml, Cargo.lock, the action, the docs, and TAG if it is
# given. A release must have an entry in the changelog, too.
#
#   .github/check-version.sh [TAG]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=$(awk -F '"' '/^\[/ { part = $0 } part == "[package]" && /^version *=/ { print $2; exit }' Cargo.toml)
status=0
wrong() {
    echo "version: $*, but Cargo.toml says $version" >&2
    status=1
}

locked=$(awk -F '"' '/^name = "parselint"$/ { found = 1 } found && /^version/ { print $2; exit }' Cargo.lock)
[ "$locked" = "$version" ] || wrong "Cargo.lock says \"$locked\""

action=$(awk '/^  version:/ { found = 1 } found && /^    default:/ { print $2; exit }' action.yml)
[ "$action" = "$version" ] || wrong "action.yml downloads \"$action\""

# Whatever stands in the docs as a version of ours, such as `parselint@v0.1.0`, `rev: v0.1.0` or `VERSION: "0.1.0"`.
ours='(parselint@v|\.git#v|rev: v|--tag v|version=|VERSION: ")[0-9]+\.[0-9]+\.[0-9]+'
while IFS=: read -r file line text; do
    text=$(grep -oE '[0-9.]+$' <<<"$text")
    [ "$text" = "$version" ] || wrong "$file:$line says \"$text\""
done < <(grep -nHoE "$ours" docs/*.md)

if [ $# -gt 0 ]; then
    [ "$1" = "v$version" ] || wrong "the tag is \"$1\""
    grep -qF "## [$version]" CHANGELOG.md || wrong "CHANGELOG.md has no entry for it"
fi
exit "$status"
