"""`.lrc`: the cues as timed text, which players show while they play."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ..core.cue_rules import Cue, CueKind
from ..core.describe import ARROWS, segment_line
from ..core.session import ZERO, Session
from ..core.view import LEAD_IN
from ..cues.wording import words
from ..sanitize import printable
from .track import Track


def text(track: Track) -> str:
    """Return the cues of a track, timed from its start."""
    session, last = track.sound.session, track.last
    starts = track.sound.starts()
    rows = [f"[ti:{_plain(session.title)}]", "[by:retrowalk]"]
    ends = last + 1 if last == len(session.segments) else last
    for index in range(track.first or LEAD_IN, ends):
        begin = ZERO if index == LEAD_IN else starts[index] - track.origin
        for utterance in track.sound.heard(index):
            moment = begin + utterance.start
            rows += [f"[{_stamp(moment)}]{line}" for line in _lines(session, utterance.cue)]
    return "\n".join(rows) + "\n"


def _lines(session: Session, cue: Cue) -> Iterator[str]:
    """Yield a cue's line: for a start, the segment, which stays visible; else the words."""
    if cue.kind is CueKind.START and cue.segment >= 0:
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
