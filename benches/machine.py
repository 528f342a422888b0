"""Where and with what was measured."""

import datetime
import json
import os
import platform
import re
import subprocess
from pathlib import Path

from measuring import MIB, floor

REPOSITORY = Path(__file__).resolve().parent.parent


def facts_of(parselint, scratch, ripgrep):
    return {
        "date": datetime.date.today().isoformat(),
        "machine": machine(),
        "versions": versions(parselint, scratch, ripgrep),
        "floor_mib": floor() / MIB,
    }


def cores():
    """How many this program may use, which is how many threads parselint and its peers start."""
    return len(os.sched_getaffinity(0))


def machine():
    model = first_match("/proc/cpuinfo", r"model name\s*:\s*(.+)") or platform.machine()
    kibibytes = first_match("/proc/meminfo", r"MemTotal:\s*(\d+)")
    memory_size = f"{int(kibibytes) / MIB:.0f} GiB" if kibibytes else "memory unknown"
    system = first_match("/etc/os-release", r'PRETTY_NAME="?([^"\n]+)') or platform.system()
    return f"{model.strip()}, {cores()} cores, {memory_size}, {system}, kernel {platform.release()}"


def versions(parselint, scratch, ripgrep):
    modules = scratch / "peers" / "js" / "node_modules"
    return {
        "parselint": first_word_with_digit([str(parselint), "--version"]),
        "of the checkout at": commit(),
        "ripgrep": first_word_with_digit([str(ripgrep), "--version"]),
        "oxlint": npm_version(modules / "oxlint"),
        "biome": npm_version(modules / "@biomejs" / "biome"),
        "ast-grep": npm_version(modules / "@ast-grep" / "cli"),
        "node": first_word_with_digit(["node", "--version"]),
    }


def commit():
    command = ["git", "-C", str(REPOSITORY), "describe", "--always", "--dirty", "--exclude", "*"]
    return (printed_by(command) or "unknown").strip()


def first_word_with_digit(command):
    words = [word for word in printed_by(command).split() if word.lstrip("v")[:1].isdigit()]
    return words[0] if words else "unknown"


def npm_version(package):
    try:
        return json.loads((package / "package.json").read_text())["version"]
    except (OSError, ValueError, KeyError):
        return "unknown"


def printed_by(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, errors="replace").stdout
    except OSError:
        return ""


def first_match(path, pattern):
    try:
        found = re.search(pattern, Path(path).read_text())
    except OSError:
        return None
    return found.group(1) if found else None
