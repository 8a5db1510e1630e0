"""Print the cues of a session with their times.

    python scripts/heard.py [PRESET or FILE ...]

Each line has the start and end of a cue, its tone, and its words, as far as there is time for them.
A last line has the share of time with speech and the longest silence by direction. Without
arguments, every shipped preset is read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from retrowalk.audio.bank import Bank
from retrowalk.core.cue_rules import CueKind
from retrowalk.core.session import ZERO, Direction, Session
from retrowalk.core.view import LEAD_IN
from retrowalk.cues.scheduler import finale, schedule_segment
from retrowalk.cues.sounds import Kind, Utterance, VoiceConfig
from retrowalk.presets import builder, reader, yaml_loader
from retrowalk.presets.diagnostics import Text
from retrowalk.presets.library import Library
from retrowalk.presets.preset import Preset

LEAD = timedelta(seconds=5)
CONFIG = VoiceConfig(Bank().length)


def heard(session: Session) -> Iterator[tuple[timedelta, Utterance]]:
    """Yield each utterance with the start of its segment; open segments last until their limit."""
    for utterance in schedule_segment(session, LEAD_IN, LEAD, CONFIG):
        yield -LEAD, utterance
    at = ZERO
    for index, segment in enumerate(session.segments):
        limit = segment.limit
        for utterance in schedule_segment(session, index, limit, CONFIG):
            if limit is not None or utterance.start < timedelta(minutes=3):
                yield at, utterance
        at += timedelta(minutes=3) if limit is None else limit
    walked = session.time(Direction.FORWARD) + session.time(Direction.BACKWARD)
    for utterance in finale(session, walked, CONFIG):
        yield at, utterance


def lines(session: Session) -> Iterator[str]:
    """Yield the lines of a session."""
    talk, silences, end = ZERO, dict[str, timedelta](), -LEAD
    for at, utterance in heard(session):
        start = at + utterance.start
        begins = utterance.cue.kind is CueKind.START  # the silence was in the segment before
        if (index := utterance.cue.segment - begins) != LEAD_IN:
            direction = str(session.segments[index].direction)
            silences[direction] = max(silences.get(direction, ZERO), start - end)
        end = at + utterance.end
        tones = [s.sound.name.upper() for s in utterance.sounds if s.sound.kind is Kind.TONE]
        said = [s for s in utterance.sounds if s.sound.kind is not Kind.TONE]
        talk += sum((s.length for s in said), ZERO)
        words = " ".join(s.sound.name.replace("-", " ") for s in said)
        yield f"{_clock(start)}-{_clock(end)[-5:]}  {' '.join(tones):9} {words}"
    longest = [
        f"{direction} {length.total_seconds():.0f} s" for direction, length in silences.items()
    ]
    yield f"speech {talk / (end + LEAD):.0%}; longest silence: {', '.join(longest)}"


def _clock(at: timedelta) -> str:
    sign = "-" if at < ZERO else " "
    minutes, seconds = divmod(abs(at.total_seconds()), 60)
    return f"{sign}{minutes:02.0f}:{seconds:05.2f}"


def preset_of(source: str) -> Preset:
    """Return a preset by name, or from a session file."""
    if found := Library(Path()).open(source):
        return found
    return reader.read(yaml_loader.load(Text(source, Path(source).read_text("utf-8"))), source)


def main() -> None:
    """Print every session given as an argument, or every preset."""
    for source in sys.argv[1:] or sorted(Library(Path()).working()):
        print(f"== {source}")
        print("\n".join(lines(builder.build(preset_of(source), {}))))


if __name__ == "__main__":
    main()
