"""`.lrc`: the cues as timed text, which players show while they play."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ..core.describe import ARROWS, segment_line
from ..core.session import Session
from ..core.timeline import Cue, CueKind
from ..cues.wording import words
from ..sanitize import printable
from .soundtrack import Soundtrack


def text(sound: Soundtrack, first: int, last: int) -> str:
    """Return the cues of segments `first` to before `last`, timed from the start of the first."""
    session, starts = sound.session, sound.starts()
    origin = starts[first]
    rows = [f"[ti:{_plain(session.title)}]", "[by:retrowalk]"]
    ends = last + 1 if last == len(session.segments) else last
    for index in range(first, ends):
        for utterance in sound.heard(index):
            moment = starts[index] - origin + utterance.start
            rows += [f"[{_stamp(moment)}]{line}" for line in _lines(session, utterance.cue)]
    return "\n".join(rows) + "\n"


def _lines(session: Session, cue: Cue) -> Iterator[str]:
    """Yield a cue's line: arrow and length for a start, which stays visible, else its words."""
    if cue.kind is CueKind.START:
        segment = session.segments[cue.segment]
        yield _plain(f"{ARROWS[segment.direction]} {segment_line(segment)}")
    else:
        yield _plain(words(session, cue))


def _stamp(at: timedelta) -> str:
    """Return a time as mm:ss.xx. Minutes may exceed 59."""
    minutes, rest = divmod(at, timedelta(minutes=1))
    hundredths = rest // timedelta(milliseconds=10)
    return f"{minutes:02}:{hundredths // 100:02}.{hundredths % 100:02}"


def _plain(words: str) -> str:
    """Replace brackets, which players would read as a time."""
    return printable(words).replace("[", "(").replace("]", ")")
