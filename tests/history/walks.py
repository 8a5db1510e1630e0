"""Walks stepped by a fake clock and recorded in a real file."""

import io
from datetime import datetime, timedelta
from pathlib import Path

from retrowalk.core.commands import Command, Verb
from retrowalk.core.programme import Decision
from retrowalk.core.session import Session
from retrowalk.core.summary import Summary, summarize
from retrowalk.history.record import Feedback, WalkRecord
from retrowalk.history.recorder import Recorder
from retrowalk.history.store import HistoryStore
from retrowalk.history.transfer import write_csv, write_json
from retrowalk.loop import play
from retrowalk.presets.builder import build
from retrowalk.presets.library import open_line

S = timedelta(seconds=1)
VERSION = "1.2.3"
NOON = datetime(2026, 11, 3, 12, 0).astimezone()


def plan(line: str = "3x(5f 1b) 2f") -> Session:
    return build(open_line(line), {})


class Steps:
    """A clock and controls. `script` has (seconds, command) pairs; then the power fails."""

    def __init__(self, script):
        self.seconds, self.script = 50.0, list(script)

    def now(self) -> float:
        return self.seconds

    def wait(self, seconds):
        if not self.script:
            raise PowerCut
        nap, command = self.script[0]
        if command == "sleeps":  # the machine sleeps, and the program wakes up late
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
    version: str = VERSION,
    **more,
) -> tuple[Recorder, Summary, list]:
    """Walk the script. The caller must close the recorder."""
    steps, recorder, events = Steps(script), Recorder(path, session, version, resumed_from), []
    progress = resumed_from.progress if resumed_from else None
    try:
        for moment in play(session, steps, steps, lead_in=lead_in * S, progress=progress, **more):
            events += moment.events
            recorder.show(moment)
    except PowerCut:
        pass
    return recorder, summarize(session, events), events


def recorded(path: Path, id_: int = 1) -> WalkRecord:
    walks = HistoryStore(path)
    try:
        return walks.get(id_)
    finally:
        walks.close()


def listed(path: Path):
    walks = HistoryStore(path)
    try:
        return walks.list_walks()
    finally:
        walks.close()


def go(seconds: float, verb=None, **more):
    return (seconds, Command(verb, **more) if verb else None)


def three_walks(path: Path) -> Path:
    """Record a completed walk with feedback, one ended early, and an interrupted one."""
    for line, script, version in (
        ("3x(5f 1b) 2f", [go(30, Verb.PAUSE), go(15, Verb.RESUME), go(5000)], "=cmd|' /C calc'!A0"),
        ('{title="=1+1"} 1f {label="a, \\"b\\""}', [go(20, Verb.END)], VERSION),
        ("open f 1b", [go(100)], VERSION),
    ):
        recorder, _, _ = walked(path, plan(line), script, version=version)
        recorder.close()
    store = HistoryStore(path)
    store.set_feedback(1, Feedback(3, 1, True, "-up the hill"))
    store.close()
    return path


def export_of(path: Path, form: str) -> str:
    """Return the history as JSON or CSV."""
    out, store = io.StringIO(), HistoryStore(path)
    (write_csv if form == "csv" else write_json)(store.each(), out)
    store.close()
    return out.getvalue()


def programme_history(path: Path, feedback: Feedback, *decisions: Decision) -> Path:
    """Record a walk of week 2 with feedback, another walk, and one of the maintenance weeks."""
    for line in ("{name=programme-week-2} 5s f", "5s f", "{name=maintenance} 5s b"):
        recorder, *_ = walked(path, plan(line), [(9, None)])
        recorder.close()
    store = HistoryStore(path)
    store.set_feedback(1, feedback)
    for decision in decisions:
        store.decide(decision)
    store.close()
    return path
