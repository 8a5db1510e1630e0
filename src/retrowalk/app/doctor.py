"""Check what works on this machine: sound, voice, terminal, folders and libraries."""

from __future__ import annotations

import json
import math
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .. import __version__
from ..audio.bank import FOLDER
from ..audio.voices import engines, system_language
from ..core.session import CueSettings, Direction, Segment, Session
from ..cues.phrases import names
from ..cues.sounds import Kind, Sound
from ..cues.tones import Tone
from ..errors import EXIT_DONE, EXIT_FAILURE
from ..integrations.session_bus import media_keys_problem
from ..playback.other_streams import ducking_problem
from ..playback.preview import play_preview, preview_items
from ..reports.doctor import Check, print_checks
from ..screen.glyphs import ASCII, glyphs_for
from ..terminal.capabilities import colour_system
from ..terminal.streams import is_terminal
from .context import App
from .sound_checks import can_be_heard, inspect_sound, sound_checks, sound_output
from .sound_setup import SoundSetup

LIBRARIES = ("click", "rich", "pydantic", "PyYAML", "platformdirs", "playsound3", "miniaudio")
_COLOURS = {None: "none", 1: "16", 2: "256", 3: "16 million"}


def doctor(app: App, *, play: bool = False, strict: bool = False, as_json: bool = False) -> int:
    """Print what works on this machine; return the exit code.

    `play` also plays one cue of each kind. With `strict` the code is 1 if a walk could not be
    heard.
    """
    checks = run_checks(app)
    output = sound_output(app.settings.values["sound"], checks)
    if as_json:
        data = {"schema": 1, "sound": output, "checks": [asdict(check) for check in checks]}
        app.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
    else:
        print_checks(app.stdout, checks, output)
    if play:
        play_samples(app, (lambda line: None) if as_json else app.print_line)
    return EXIT_FAILURE if strict and not can_be_heard(output, checks) else EXIT_DONE


def run_checks(app: App) -> list[Check]:
    """Run every check."""
    return [
        *sound_checks(inspect_sound(has_bell=SoundSetup.build(app).terminal is not None)),
        *(*_voice(app), *_terminal(app)),
        *(*_hands_free(app), *_folders(app), *_versions()),
    ]


def play_samples(app: App, show: Callable[[str], None]) -> None:
    """Play one cue of each kind, calling `show` with a line before each."""
    segments = (
        Segment(Direction.FORWARD, timedelta(minutes=3)),
        Segment(Direction.BACKWARD, timedelta(seconds=30), cadence=80),
        Segment(Direction.STAND, timedelta(seconds=30)),
    )
    session = Session("doctor", "Doctor", segments, CueSettings(every=timedelta(minutes=1)))
    sound = SoundSetup.build(app)
    cues = preview_items(session, sound.voice_config, max_length=math.inf)
    play_preview(cues, sound.backends(), show)


def _voice(app: App) -> Iterator[Check]:
    clips = names()
    there = [name for name in clips if (FOLDER / "voice" / f"{name}.wav").is_file()]
    found = f"{len(there)} of {len(clips)} clips"
    yield Check("voice", "built-in", len(there) == len(clips), found, "reinstall retrowalk")
    language = system_language(app.environment)
    found = ", ".join(engine.name for engine in engines(language))
    yield Check(
        "voice",
        "own texts",
        bool(found),
        f"{found or 'no engine'} for the language {language!r}",
        "needed only for custom texts: install retrowalk[voice] (English) or espeak-ng",
        needed=False,
    )
    if folder := app.settings.values["sounds"]:
        problems = _own_sounds(app)
        yield Check("voice", "own sounds", not problems, folder, "; ".join(problems))


def _own_sounds(app: App) -> list[str]:
    """Return what is wrong with the user's own sounds."""
    bank = SoundSetup.build(app).bank
    for tone in Tone:
        bank.length(Sound(Kind.BEAT if tone is Tone.BEAT else Kind.TONE, str(tone)))
    for name in names():
        bank.length(Sound(Kind.VOICE, name))
    return bank.warnings


def _terminal(app: App) -> Iterator[Check]:
    def check(name: str, well: bool, found: str, advice: str = "") -> Check:
        return Check("terminal", name, well, found, advice, needed=False)

    screen = app.screen
    size = shutil.get_terminal_size()
    found = f"{size.columns} x {size.lines}" if screen else "no terminal: plain lines are printed"
    yield check("screen", screen, found, "run retrowalk in a terminal to use the full screen")
    colours = colour_system() if screen else None
    found = _COLOURS.get(colours, "some")
    yield check("colours", colours is not None, found, "unset NO_COLOR; set TERM or COLORTERM")
    unicode = glyphs_for(app.stdout.encoding) is not ASCII
    encoding = app.stdout.encoding or "unknown"
    yield check("Unicode", unicode, encoding, "use a UTF-8 locale, such as LANG=C.UTF-8")
    keys = is_terminal(app.stdin)
    found = "available" if keys else "none: commands are read as lines"
    yield check("keys", keys, found, "run retrowalk in a terminal to use keys")


def _hands_free(app: App) -> Iterator[Check]:
    """Check whether media keys can control a walk; this works only on Linux."""
    if not sys.platform.startswith("linux"):
        return
    reason = media_keys_problem()
    if not app.settings.values["media-keys"]:
        reason = "turned off by the setting media-keys"
    advice = "install retrowalk[media] and start retrowalk in a desktop session"
    yield Check("hands free", "media keys", not reason, reason or "available", advice, needed=False)
    reason, advice = ducking_problem(), "install retrowalk[media] and start a sound server"
    found = reason or "can lower other sound around cues (the setting duck)"
    yield Check("hands free", "ducking", not reason, found, advice, needed=False)


def _folders(app: App) -> Iterator[Check]:
    for name, folder in (
        ("settings", app.config_folder),
        ("data", app.data_folder),
        ("cache", app.cache_folder),
    ):
        reason = _why_unwritable(folder)
        yield Check("folders", name, not reason, str(folder), f"{reason}: make the folder writable")


def _why_unwritable(folder: Path) -> str:
    """Return why no file can be created in a folder, or "" if one can."""
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return ""
    except OSError as error:
        return f"{nearest}: {error.strerror}"


def _versions() -> Iterator[Check]:
    yield Check("versions", "retrowalk", True, __version__)
    yield Check("versions", "Python", True, f"{platform.python_version()} on {platform.platform()}")
    for library in LIBRARIES:
        try:
            yield Check("versions", library, True, version(library))
        except PackageNotFoundError:
            advice = "reinstall retrowalk"
            if library == "miniaudio":
                advice = "not needed: it has no wheels for some machines"
            yield Check("versions", library, False, "not installed", advice, needed=False)
