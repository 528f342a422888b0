#!/usr/bin/env bash
# The steps of action.yml.
#
#   run.sh install   finds or downloads parselint: writes the output `program`
#   run.sh check     lints: writes the outputs `exit-status` and `sarif-file`, and ends with 0 so that what was found can
#                    be uploaded
#   run.sh finish    ends with the status of the check
#
# Inputs come through the environment, each as INPUT_NAME. Nothing of them is evaluated or split at blanks: lists have one
# item a line.
set -euo pipefail

releases=https://github.com/parselint/parselint/releases/download

# The runner reads this, so a value that the message quotes must not end the line.
error() {
    local text=$*
    text=${text//'%'/%25}
    text=${text//$'\r'/%0D}
    text=${text//$'\n'/%0A}
    echo "::error title=parselint::$text" >&2
}

fail() {
    error "$@"
    exit 2
}

output() {
    printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

fetch() {
    curl --fail --silent --show-error --location --retry 3 --proto '=https' \
        --output "$2" "$1" || fail "cannot download $1"
}

sha256() {
    if command -v sha256sum >/dev/null; then
        sha256sum <"$1"
    else
        shasum -a 256 <"$1"
    fi | cut -d ' ' -f 1
}

# The lines of a list, into the array `lines`. A value from a file with CRLF has a CR at the end of each.
lines_of() {
    local line
    lines=()
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line%$'\r'}
        [ -z "$line" ] || lines+=("$line")
    done <<<"$1"
}

# Linux is served by the static binaries: they run whatever its C library is.
target() {
    case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
        Linux-X64) echo x86_64-unknown-linux-musl ;;
        Linux-ARM64) echo aarch64-unknown-linux-musl ;;
        macOS-X64) echo x86_64-apple-darwin ;;
        macOS-ARM64) echo aarch64-apple-darwin ;;
        Windows-X64 | Windows-ARM64) echo x86_64-pc-windows-msvc ;;
        *) fail "there is no release for ${RUNNER_OS:-} on ${RUNNER_ARCH:-}: install parselint and say \`version: path\`" ;;
    esac
}

install() {
    local version=${INPUT_VERSION#v} target archive folder sums expected actual program
    if [ "$version" = path ]; then
        program=$(command -v parselint) || fail "\`version: path\` was asked for, and parselint is not on PATH"
        output program "$program"
        return
    fi
    [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] ||
        fail "\`version\` is neither a version such as 0.1.0 nor \`path\`"

    target=$(target)
    archive=parselint-$target.tgz
    [ "$target" != x86_64-pc-windows-msvc ] || archive=parselint-$target.zip
    folder=$(mktemp -d "$RUNNER_TEMP/parselint.XXXXXX")
    fetch "$releases/v$version/$archive" "$folder/$archive"

    if [ -n "${INPUT_CHECKSUMS:-}" ]; then
        sums=${INPUT_CHECKSUMS//$'\r'/}
    else
        fetch "$releases/v$version/SHA256SUMS" "$folder/SHA256SUMS"
        sums=$(cat "$folder/SHA256SUMS")
    fi
    expected=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1 }' <<<"$sums")
    [ -n "$expected" ] || fail "there is no checksum for $archive"
    actual=$(sha256 "$folder/$archive")
    [ "$actual" = "$expected" ] || fail "$archive of v$version has the checksum $actual, not $expected"

    program=$folder/parselint-$target/parselint
    if [[ $archive == *.zip ]]; then
        unzip -q "$folder/$archive" -d "$folder"
        program=$program.exe
    else
        tar -xzf "$folder/$archive" -C "$folder"
    fi
    "$program" --version
    output program "$program"
}

check() {
    local options=(check) sarif='' status=0 lines
    case "$INPUT_MODE" in
        annotations | sarif | both) ;;
        *) fail "\`mode\` is annotations, sarif or both, not \"$INPUT_MODE\"" ;;
    esac
    case "$INPUT_FAIL_ON_FINDINGS" in
        true | false) ;;
        *) fail "\`fail-on-findings\` is true or false, not \"$INPUT_FAIL_ON_FINDINGS\"" ;;
    esac
    cd "$INPUT_WORKING_DIRECTORY" || fail "there is no folder \"$INPUT_WORKING_DIRECTORY\""

    if [ "$INPUT_MODE" = sarif ]; then
        options+=(--output-format concise)
    else
        options+=(--output-format github)
    fi
    if [ "$INPUT_MODE" != annotations ]; then
        sarif=$(mktemp "$RUNNER_TEMP/parselint.XXXXXX")
        rm "$sarif"
        sarif=$sarif.sarif
        options+=(--output-format "sarif:$sarif")
        [ -z "${INPUT_SARIF_CATEGORY:-}" ] || options+=("--sarif-category=$INPUT_SARIF_CATEGORY")
    fi
    [ -z "${INPUT_SINCE:-}" ] || options+=("--since=$INPUT_SINCE")
    lines_of "${INPUT_ARGS:-}"
    options+=(${lines[@]+"${lines[@]}"})
    lines_of "${INPUT_PATHS:-}"
    # Behind `--`, a path is a path, whatever it begins with.
    [ "${#lines[@]}" -eq 0 ] || options+=(-- "${lines[@]}")

    "$PARSELINT" "${options[@]}" || status=$?

    # A status that parselint does not have is that of a process that died.
    [ "$status" -le 2 ] || error "it ended with $status"
    output exit-status "$status"
    [ ! -s "$sarif" ] || output sarif-file "$sarif"
}

finish() {
    local status=$CHECK_STATUS
    if [ "$status" = 1 ] && [ "$INPUT_FAIL_ON_FINDINGS" = false ]; then
        status=0
    fi
    exit "$status"
}

case "${1:-}" in
    install | check | finish) "$1" ;;
    *) fail "usage: run.sh install|check|finish" ;;
esac
