"""Measure a long history: its size, the commands that read it, export, import, and one write.

    python bench/history.py [WALKS]

Targets for 100,000 walks with a million segments: `history` under 0.3 s, `stats` under 1 s,
`history --all` under 5 s and 200 MB, `history import` under 20 s and 300 MB, the file under 200 MB,
a write under 5 ms. The time of `retrowalk --version` shows how long Python takes to start.
"""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from retrowalk.core.commands import Command, Verb
from retrowalk.core.events import Outcome
from retrowalk.core.session import Session
from retrowalk.history import writer
from retrowalk.history.record import MS, Feedback, LogEntry, SegmentVisit, WalkRecord
from retrowalk.history.recorder import Recorder
from retrowalk.history.rows import insert
from retrowalk.history.store import HistoryStore
from retrowalk.loop import play
from retrowalk.presets.builder import build
from retrowalk.presets.library import open_line

LINES = ("5x(2f 1b)", "5x(3f 1b)", "3x(5f 1b 1f) 2f", "5x(90sf 30s b)", "10s s 4x(15s b 30s s) 1f")
PROGRAM = [sys.executable, "-m", "retrowalk"]


def walks(count: int) -> Iterator[WalkRecord]:
    """Yield walks of several sessions, six a day up to now, some with pauses.

    They are not kept: Linux counts the memory of this process as a child's until the child runs
    its own program.
    """
    chance = random.Random(1)
    sessions = [build(open_line(line), {}) for line in LINES]
    now = datetime.now().astimezone()
    for n in range(count):
        yield one(chance, sessions[n % len(LINES)], now - timedelta(hours=4 * n))


def one(chance: random.Random, session: Session, started: datetime) -> WalkRecord:
    """Return a completed walk."""
    moment = 0
    visits: list[SegmentVisit] = []
    log: list[LogEntry] = []
    for index, segment in enumerate(session.segments):
        length = (segment.duration or timedelta(0)) // MS
        visits.append(SegmentVisit(len(visits), index, moment, moment + length, length, "done"))
        moment += length
    if chance.random() < 0.3:
        log = [
            LogEntry(1000, "pause", moment, moment),
            LogEntry(1001, "resume", moment + 5000, moment),
        ]
    feedback = Feedback(chance.randint(0, 6), chance.randint(0, 3), False, None)
    return WalkRecord(
        f"{chance.getrandbits(128):032x}",
        started,
        session,
        "0.1.0",
        Outcome.COMPLETED,
        tuple(visits),
        tuple(log),
        feedback=feedback,
    )


def run(environment: dict[str, str], *arguments: str, times: int = 7) -> float:
    """Return the median time of some runs, in seconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run(
            [*PROGRAM, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL
        )
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def run_once(environment: dict[str, str], *arguments: str) -> tuple[float, float]:
    """Return the time of a command in seconds, and its peak memory in MB."""
    if sys.platform == "win32":
        raise NotImplementedError
    began = time.perf_counter()
    process = subprocess.Popen([*PROGRAM, *arguments], env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def writes(path: Path) -> list[float]:
    """Return how long each write of a walk takes on this disk, in seconds."""
    taken: list[float] = []
    real = writer.Writer._write

    def timed(self: writer.Writer) -> None:
        began = time.perf_counter()
        real(self)
        taken.append(time.perf_counter() - began)

    writer.Writer._write = timed  # type: ignore[method-assign]
    session = build(open_line("20s f 10s b 20s f"), {})
    recorder = Recorder(path, session, "0.1.0")

    class Paced:
        """A clock so slow that each second is written separately."""

        seconds = 0.0

        def now(self) -> float:
            return self.seconds

        def wait(self, seconds: float | None) -> Command | None:
            self.seconds += seconds or 1.0
            time.sleep(writer.MIN_INTERVAL + 0.02)
            return Command(Verb.EXTEND) if self.seconds > 1e9 else None

    paced = Paced()
    for moment in play(session, paced, paced):
        recorder.show(moment)
    recorder.close()
    return taken[1:]  # the first one opens the file


def report(what: str, value: float, unit: str, target: float, remark: str = "") -> None:
    """Print a line of the results."""
    verdict = "met" if value <= target else "MISSED"
    print(f"{what:<28} {value:8.3f} {unit:<3} (target {target:g}: {verdict}){remark}")


def main() -> None:
    """Make a history in a temporary folder and measure it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "retrowalk" / "history.db"
        HistoryStore(path, make=True).close()
        began = time.perf_counter()
        file = sqlite3.connect(path, isolation_level=None)
        file.execute("BEGIN")
        for place, walk in enumerate(walks(count)):
            insert(file, replace(walk, id=place))
        file.execute("COMMIT")
        segments = file.execute("SELECT count(*) FROM visits").fetchone()[0]
        file.close()
        print(f"{count:,} walks, {segments:,} segments, in {time.perf_counter() - began:.0f} s")
        environment = {**os.environ, "XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder}
        start = run(environment, "--version")
        remark = f", of which {start:.3f} s are Python's start"
        report("the file", path.stat().st_size / 1e6, "MB", 200)
        report("retrowalk history", run(environment, "history"), "s", 0.3, remark)
        report("retrowalk history --since", run(environment, "history", "--since", "30d"), "s", 0.3)
        report("retrowalk stats", run(environment, "stats"), "s", 1.0, remark)
        seconds, megabytes = run_once(environment, "history", "--all")
        report("history --all", seconds, "s", 5)
        report("history --all, memory", megabytes, "MB", 200)
        export = Path(folder) / "export.json"
        with export.open("w") as out:
            subprocess.run([*PROGRAM, "history", "export"], env=environment, stdout=out, check=True)
        other = {**environment, "XDG_DATA_HOME": str(Path(folder) / "other")}
        seconds, megabytes = run_once(other, "history", "import", str(export))
        report("history import", seconds, "s", 20)
        report("history import, memory", megabytes, "MB", 300)
        taken = writes(path)
        report("a write, median", statistics.median(taken) * 1000, "ms", 5)
        report("a write, 99 of 100", sorted(taken)[int(len(taken) * 0.99)] * 1000, "ms", 5)


if __name__ == "__main__":
    main()
