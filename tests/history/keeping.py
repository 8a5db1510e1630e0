"""Walks stepped by a test's own clock and kept in a real file."""

from datetime import datetime, timedelta
from pathlib import Path

from retrowalk.core.commands import Command
from retrowalk.core.session import Session
from retrowalk.core.summary import Summary, summarize
from retrowalk.history.record import WalkRecord
from retrowalk.history.recorder import Recorder
from retrowalk.history.store import HistoryStore
from retrowalk.loop import play
from retrowalk.presets.builder import build
from retrowalk.presets.library import open_line

S = timedelta(seconds=1)
VERSION = "1.2.3"
NOON = datetime(2026, 11, 3, 12, 0).astimezone()


def plan(line: str = "3x(5f 1b) 2f") -> Session:
    return build(open_line(line), {})


class Steps:
    """A clock that controls move on; `script` holds (seconds, command) and then the power goes."""

    def __init__(self, script):
        self.seconds, self.script = 50.0, list(script)

    def now(self) -> float:
        return self.seconds

    def wait(self, seconds):
        if not self.script:
            raise PowerCut
        nap, command = self.script[0]
        if command == "sleeps":  # the machine does, and wakes the program much too late
            self.seconds += nap
            self.script.pop(0)
            return None
        if seconds is not None and seconds < nap:
            self.seconds += seconds
            self.script[0] = (nap - seconds, command)
            return None
        self.seconds += nap
        self.script.pop(0)
        return command


class PowerCut(Exception):
    pass


def walked(
    path: Path,
    session: Session,
    script,
    *,
    lead_in: int = 0,
    resumed_from: WalkRecord | None = None,
    **more,
) -> tuple[Recorder, Summary, list]:
    """Walk the script; the file has what was told up to its end. `close` is left to the caller."""
    steps, recorder, events = Steps(script), Recorder(path, session, VERSION, resumed_from), []
    progress = resumed_from.progress if resumed_from else None
    try:
        for moment in play(session, steps, steps, lead_in=lead_in * S, progress=progress, **more):
            events += moment.events
            recorder.show(moment)
    except PowerCut:
        pass
    return recorder, summarize(session, events), events


def kept(path: Path, id_: int = 1) -> WalkRecord:
    walks = HistoryStore(path)
    try:
        return walks.get(id_)
    finally:
        walks.close()


def lines(path: Path):
    walks = HistoryStore(path)
    try:
        return walks.list_walks()
    finally:
        walks.close()


def go(seconds: float, verb=None, **more):
    return (seconds, Command(verb, **more) if verb else None)
