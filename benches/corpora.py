"""The folders that are measured: what they hold, and those that are made of others. Paths are below SCRATCH."""

import os
import shutil
from pathlib import Path

from measuring import apart

CORPORA = Path("corpora")
PARSE_TREE, RUST_TREE, APP_TREE = (CORPORA / name for name in ("parse-tree", "rust-tree", "app-tree"))
BUNDLE = CORPORA / "hostile" / "bundle20.js"
EMPTY, HALF, CLOUD_CODE = (CORPORA / name for name in ("empty", "parse-half", "cloud-code"))

EXTENSIONS = ("js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "rs")
MANIFESTS = ("package.json", "Cargo.toml")


def is_source(name):
    return name.rpartition(".")[2] in EXTENSIONS


def walk(folder):
    """Each file with its size, in no order."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from walk(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry.path, entry.stat(follow_symlinks=False).st_size


def sources_of(folder):
    """How many sources a folder has, their bytes, and the bytes of the largest."""
    count = total = largest = 0
    for path, size in walk(folder):
        if is_source(path):
            count, total, largest = count + 1, total + size, max(largest, size)
    return count, total, largest


def make_half():
    """Links every second file of the JavaScript tree, and all manifests, so that packages stay what they are.

    Sources are taken by size, from the largest on: half the files are half the bytes, and the largest is the same.
    """
    if HALF.is_dir():
        return
    unfinished = HALF.with_name(HALF.name + ".unfinished")

    def link_half():
        shutil.rmtree(unfinished, ignore_errors=True)
        files = sorted(walk(PARSE_TREE), key=lambda file: (-file[1], file[0]))
        manifests = [path for path, _ in files if os.path.basename(path) in MANIFESTS]
        others = [path for path, _ in files if os.path.basename(path) not in MANIFESTS]
        sources = [path for path in others if is_source(path)]
        rest = [path for path in others if not is_source(path)]
        for path in manifests + sources[::2] + rest[::2]:
            link = unfinished / Path(path).relative_to(PARSE_TREE)
            link.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, link)
            except OSError:
                shutil.copyfile(path, link)
        unfinished.rename(HALF)

    apart(link_half)
