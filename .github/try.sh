#!/usr/bin/env bash
# Whether a binary works where it was built: it says its version, and finds in the demo what it has to find.
#
#   .github/try.sh BINARY
set -euo pipefail
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

"$binary" --version
status=0
found=$("$binary" check fixtures/demo --output-format concise) || status=$?
# One file of the demo cannot be linted.
[ "$status" -eq 2 ] || { echo "the demo ended with $status instead of 2" >&2; exit 1; }
for rule in magic-code http-status-as-code unknown-constant app-code-range file-not-linted; do
    grep -qF "$rule" <<<"$found" || { echo "the demo has no $rule" >&2; exit 1; }
done
echo "it works"
