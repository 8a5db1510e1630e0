"""`.html`: one file that runs the session on a phone or tablet, offline."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from ..audio.bank import Bank
from ..core.describe import segment_pace, session_totals, total_length
from ..core.session import Segment, Session
from ..cues.phrases import clips
from ..cues.scheduler import Kind, Sound, Utterance, VoiceConfig, schedule_segment
from ..cues.wording import SAFETY_LINE, spoken
from ..sanitize import printable
from .formats import Options, Part, whole

FOLDER = Path(__file__).parent / "page"
SCRIPTS = ("plan.js", "walk.js", "sound.js", "telling.js", "views.js", "page.js")
CHARACTERS_A_SECOND = 12
"""How fast a browser's voice speaks, roughly."""


def parts(session: Session, path: Path, options: Options) -> Iterable[Part]:
    """One file."""
    return [whole(path, page(session, options))]


def page(session: Session, options: Options) -> str:
    """The whole page: its template with the session put in."""
    script = "".join(_file(name) for name in SCRIPTS)
    script = f'"use strict";\n{{\n{script}}}\n'
    style = _file("page.css")
    return _file("page.html").format(
        policy=policy(script, style),
        title=escape(printable(session.title)),
        totals=escape(session_totals(session)),
        safety=escape(SAFETY_LINE),
        style=style,
        script=script,
        data=inert(plan(session, options)),
    )


def policy(script: str, style: str) -> str:
    """What the page may do: run and look as it was written, and nothing else."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}';"
        " base-uri 'none'; form-action 'none'"
    )


def inert(data: Any) -> str:
    """Data as JSON in which nothing means anything to HTML."""
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def plan(session: Session, options: Options) -> dict[str, Any]:
    """The session as the page's script reads it: times in milliseconds, each list of cues once."""
    cues: dict[str, int] = {}
    style = VoiceConfig(_lengths(Bank()), voice=True)
    lead_in = timedelta(seconds=options.lead_in)

    def place(index: int, limit: timedelta | None) -> int:
        heard = [_cue(session, each) for each in schedule_segment(session, index, limit, style)]
        return cues.setdefault(json.dumps(heard), len(cues))

    segments = [
        {**_segment(segment, options.units), "cues": place(index, segment.limit)}
        for index, segment in enumerate(session.segments)
    ]
    before = place(-1, lead_in)
    return {
        "title": printable(session.title),
        "total": total_length(session),
        "totals": session_totals(session),
        "safety": SAFETY_LINE,
        "voice": options.voice,
        "leadIn": _millis(lead_in),
        "segments": segments,
        "before": before,
        "cues": [json.loads(heard) for heard in cues],
    }


def _segment(segment: Segment, units: str) -> dict[str, Any]:
    return {
        "way": str(segment.direction),
        "ms": None if segment.duration is None else _millis(segment.duration),
        "most": None if segment.at_most is None else _millis(segment.at_most),
        "label": segment.label and printable(segment.label),
        "note": segment.note and printable(segment.note),
        "pace": ", ".join(segment_pace(segment, units)) or None,
        "cadence": segment.cadence,
        "round": segment.round,
        "rounds": segment.rounds,
    }


def _cue(session: Session, utterance: Utterance) -> list[Any]:
    """When its tone sounds, and which; when its words are said, and which."""
    tones = [placed for placed in utterance.sounds if placed.sound.kind is Kind.TONE]
    said = [placed for placed in utterance.sounds if placed.sound.kind is not Kind.TONE]
    return [
        _millis(utterance.start),
        tones[0].sound.name if tones else None,
        _millis(said[0].at if said else utterance.start),
        _said(session, utterance, len(said)),
    ]


def _said(session: Session, utterance: Utterance, sounds: int) -> str:
    """The sentences of a cue that so many sounds are made of: those there is room for."""
    kept = []
    for sentence in spoken(session, utterance.cue):
        sounds -= len(clips(sentence)) or 1
        if sounds < 0:
            break
        kept.append(printable(sentence))
    return " ".join(kept)


def _lengths(bank: Bank) -> Callable[[Sound], timedelta | None]:
    """How long things take to say; a browser's voice is reckoned like the built-in one."""

    @cache
    def length(sound: Sound) -> timedelta | None:
        if sound.kind is Kind.SPEECH:
            return timedelta(seconds=len(sound.name) / CHARACTERS_A_SECOND)
        return bank.length(sound)

    return length


def _millis(time: timedelta) -> int:
    return round(time / timedelta(milliseconds=1))


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
