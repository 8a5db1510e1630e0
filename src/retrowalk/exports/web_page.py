"""`.html`: one file that runs the session in a browser, offline."""

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
from .formats import Options, OutputFile, file_with

FOLDER = Path(__file__).parent / "page"
SCRIPTS = ("plan.js", "walk.js", "sound.js", "cues.js", "views.js", "page.js")
SPEECH_RATE = 12
"""Characters per second that a browser's voice speaks, roughly."""


def files(session: Session, path: Path, options: Options) -> Iterable[OutputFile]:
    """Return one file."""
    return [file_with(path, page(session, options))]


def page(session: Session, options: Options) -> str:
    """Return the page: the template with the session filled in."""
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
        data=html_safe_json(plan(session, options)),
    )


def policy(script: str, style: str) -> str:
    """Return a Content-Security-Policy that allows this script and style, and nothing else."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}';"
        " base-uri 'none'; form-action 'none'"
    )


def html_safe_json(data: Any) -> str:
    """Return data as JSON without characters that are special in HTML."""
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def plan(session: Session, options: Options) -> dict[str, Any]:
    """Return the session as the page's script reads it.

    Times are in milliseconds. Equal lists of cues are stored once.
    """
    cues: dict[str, int] = {}
    voice = VoiceConfig(_lengths(Bank()), voice=True)
    lead_in = timedelta(seconds=options.lead_in)

    def cues_of(index: int, limit: timedelta | None) -> int:
        heard = [_cue(session, each) for each in schedule_segment(session, index, limit, voice)]
        return cues.setdefault(json.dumps(heard), len(cues))

    segments = [
        {**_segment(segment, options.units), "cues": cues_of(index, segment.limit)}
        for index, segment in enumerate(session.segments)
    ]
    before = cues_of(-1, lead_in)
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
    """Return when its tone sounds and which, and when its words are said and which."""
    tones = [placed for placed in utterance.sounds if placed.sound.kind is Kind.TONE]
    said = [placed for placed in utterance.sounds if placed.sound.kind is not Kind.TONE]
    return [
        _millis(utterance.start),
        tones[0].sound.name if tones else None,
        _millis(said[0].at if said else utterance.start),
        _said(session, utterance, len(said)),
    ]


def _said(session: Session, utterance: Utterance, sounds: int) -> str:
    """Return the sentences of a cue that its scheduled number of sounds has room for."""
    kept = []
    for sentence in spoken(session, utterance.cue):
        sounds -= len(clips(sentence)) or 1
        if sounds < 0:
            break
        kept.append(printable(sentence))
    return " ".join(kept)


def _lengths(bank: Bank) -> Callable[[Sound], timedelta | None]:
    """Return a function for lengths of sounds; for own texts it estimates a browser's voice."""

    @cache
    def length(sound: Sound) -> timedelta | None:
        if sound.kind is Kind.SPEECH:
            return timedelta(seconds=len(sound.name) / SPEECH_RATE)
        return bank.length(sound)

    return length


def _millis(time: timedelta) -> int:
    return round(time / timedelta(milliseconds=1))


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
