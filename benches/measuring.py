"""Runs programs and says what they took: wall time, processor time, peak memory, and what they printed.

Knows nothing of parselint and its peers; those are in `compare`.
"""

import os
import resource
import signal
import statistics
import tempfile
import time
from dataclasses import dataclass

MIB = 1 << 20


class NotMeasured(Exception):
    """A figure that cannot be had; the text says why."""


@dataclass(frozen=True)
class Sample:
    """One run. `peak` is the largest resident size in bytes."""

    seconds: float
    cpu: float
    peak: int
    status: int


@dataclass(frozen=True)
class Printed:
    """What a run printed on both streams, counted rather than kept: the largest is 50 MB.

    `files_named` is how many texts stand before the first colon of a line.
    """

    lines: int
    tail: str
    files_named: int

    @property
    def last_line(self):
        lines = self.tail.strip().splitlines()
        return lines[-1][:200] if lines else ""


def timed(command):
    """Runs the command with its output thrown away."""
    with open(os.devnull, "wb") as nowhere:
        return _run(command, nowhere.fileno())


def watched(command):
    """Runs the command with its output kept, to see whether it did its work."""
    with tempfile.TemporaryFile() as output:
        sample = _run(command, output.fileno())
        return sample, _look_at(output)


def _run(command, output):
    """The status of a program that a signal ended is negative, as in `subprocess`.

    `posix_spawn` costs a third of a millisecond, where `fork` pays for this program's size. The kernel begins to count
    a program's peak at what its parent had when it was started, so this program has to stay small: see `floor`.
    """
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, output, 1),
        (os.POSIX_SPAWN_DUP2, output, 2),
    ]
    started = time.perf_counter()
    try:
        child = os.posix_spawn(
            command[0], command, os.environ, file_actions=actions, setsigdef=[signal.SIGPIPE]
        )
    except OSError as error:
        raise NotMeasured(f"`{command[0]}` cannot be started: {error.strerror}") from error
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    return Sample(
        seconds,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss * 1024,
        os.waitstatus_to_exitcode(status),
    )


def _look_at(output):
    """In pieces, as a line of a minified file has megabytes, and this program has to stay small."""
    output.seek(0)
    lines = 0
    named = set()
    at_start = True
    while piece := output.readline(4096):
        path, colon, _ = piece.partition(b":")
        if at_start and colon:
            named.add(hash(path))
        at_start = piece.endswith(b"\n")
        lines += at_start
    output.seek(0, os.SEEK_END)
    output.seek(max(0, output.tell() - 4096))
    return Printed(lines, output.read().decode("utf-8", "replace"), len(named))


def floor():
    """The smallest peak that can be seen, in bytes: this program's own."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def apart(work):
    """Calls `work` in a process of its own, so that its memory is not counted as that of what is run later."""
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            work()
            failed = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(failed)
    _, status = os.waitpid(child, 0)
    if status != 0:
        raise NotMeasured("the corpus could not be made; the reason is above")


def median(values):
    return statistics.median(values)
