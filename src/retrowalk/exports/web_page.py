"""`.html`: one file that runs the session in a browser, offline."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from ..audio.bank import Bank
from ..core.cue_rules import Cue, CueKind
from ..core.describe import segment_pace, segment_steps, session_totals, total_length
from ..core.session import Segment, Session
from ..cues.phrases import clips
from ..cues.scheduler import Kind, Sound, Utterance, VoiceConfig, schedule_segment
from ..cues.wording import SAFETY_LINE, spoken
from ..sanitize import printable
from .formats import Options, OutputFile, file_with

FOLDER = Path(__file__).parent / "page"
SCRIPTS = (
    *(
        "plan.js",
        "walk.js",
        "sound.js",
        "cues.js",
        "media.js",
        "saved.js",
        "awake.js",
        "views.js",
        "page.js",
    ),
)
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
    """Return a Content-Security-Policy that allows this script and style and generated media."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}';"
        " media-src blob:; base-uri 'none'; form-action 'none'"
    )


def html_safe_json(data: Any) -> str:
    """Return data as JSON without characters that are special in HTML."""
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def plan(session: Session, options: Options) -> dict[str, Any]:
    """Return the session as the page's script reads it, with times in milliseconds.

    Segments that differ only in their round share a kind, and equal lists of cues are stored once,
    so that the page stays small.
    """
    cues = _Cues(session)
    kinds: dict[Segment, int] = {}  # the segments without their round, numbered
    segments = [
        [
            kinds.setdefault(replace(segment, round=None), len(kinds)),
            segment.round,
            cues.of(index, segment.limit),
        ]
        for index, segment in enumerate(session.segments)
    ]
    data = {
        "title": printable(session.title),
        "total": total_length(session),
        "totals": session_totals(session),
        "safety": SAFETY_LINE,
        "voice": options.voice,
        "leadIn": _millis(timedelta(seconds=options.lead_in)),
        "kinds": [_kind(segment, options.units) for segment in kinds],
        "segments": segments,
        "before": cues.of(-1, timedelta(seconds=options.lead_in)),
        "cues": cues.values(),
        "awake": {
            f"video/{kind}": b64encode((FOLDER / f"awake.{kind}").read_bytes()).decode()
            for kind in ("webm", "mp4")
        },
    }
    return data | {"id": sha256(json.dumps(data).encode()).hexdigest()[:16]}


class _Cues:
    """The cue lists of a session's segments. Segments that sound the same are scheduled once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._voice = VoiceConfig(_lengths(Bank()), voice=True)
        self._lists: dict[str, int] = {}
        self._scheduled: dict[Hashable, int] = {}
        self._plain = [replace(segment, round=None, rounds=None) for segment in session.segments]

    def of(self, index: int, limit: timedelta | None) -> int:
        """Return the number of the cue list of a segment, or of the lead-in for -1."""
        key = self._key(index)
        if key not in self._scheduled:
            heard = schedule_segment(self._session, index, limit, self._voice)
            text = json.dumps([_cue(self._session, utterance) for utterance in heard])
            self._scheduled[key] = self._lists.setdefault(text, len(self._lists))
        return self._scheduled[key]

    def values(self) -> list[Any]:
        """Return all cue lists in order of their numbers."""
        return [json.loads(text) for text in self._lists]

    def _key(self, index: int) -> Hashable:
        """Return all that the cues of a segment depend on: its neighbours and its first words."""
        if index < 0:
            return None
        start = Cue(CueKind.START, index, self._plain[index].direction)
        words = tuple(spoken(self._session, start))
        return index == 0, words, tuple(self._plain[max(0, index - 1) : index + 2])


def _kind(segment: Segment, units: str) -> dict[str, Any]:
    return {
        "way": str(segment.direction),
        "ms": None if segment.duration is None else _millis(segment.duration),
        "most": None if segment.at_most is None else _millis(segment.at_most),
        "label": segment.label and printable(segment.label),
        "note": segment.note and printable(segment.note),
        "steps": segment_steps(segment),
        "pace": ", ".join(segment_pace(segment, units)) or None,
        "cadence": segment.cadence,
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
