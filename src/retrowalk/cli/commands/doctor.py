"""`retrowalk doctor`: what works here, and what to do about the rest."""

from __future__ import annotations

import json
import math
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from ... import __version__
from ...app.context import App, is_terminal
from ...app.sound_setup import SoundSetup
from ...audio.bank import FOLDER
from ...audio.speech import engine
from ...core.session import CueSettings, Direction, Segment, Session
from ...cues.phrases import names
from ...cues.scheduler import Kind, Sound
from ...cues.tones import Tone
from ...playback.availability import NO_AUDIO_OUTPUT
from ...playback.preview import play_preview, preview_items
from ...playback.probe import probe_player, probe_stream
from ...screen.glyphs import ASCII, glyphs_for
from ...terminal.capabilities import colour_system

PARTS = ("click", "rich", "pydantic", "PyYAML", "platformdirs", "playsound3", "miniaudio")


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `advice` says what to do where it is not well.

    What is not `needed` makes some things better.
    """

    area: str
    name: str
    well: bool
    found: str
    advice: str = ""
    needed: bool = True
    seconds: float | None = None


@click.command
@click.option("--play", is_flag=True, help="play one cue of each kind")
@click.option("--json", "as_json", is_flag=True, help="print JSON for programs")
@click.pass_obj
def command(app: App, play: bool, as_json: bool) -> None:
    """Check sound, voice, terminal and folders, and say what to do where something is missing.

    \b
    retrowalk doctor
    retrowalk doctor --play
    """
    checks = [*_sound(app), *_voice(app), *_terminal(app), *_folders(app), *_versions()]
    if as_json:
        listed = [asdict(check) for check in checks]
        data = {"schema": 1, "sound": chosen(app, checks), "checks": listed}
        app.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
    else:
        _print(app, checks)
    if play:
        _play(app, quiet=as_json)


def chosen(app: App, checks: list[Check]) -> str:
    """The output that a walk would begin with here."""
    wanted = app.settings.values["sound"]
    order = ["stream", "player", "bell"]
    if wanted == "off":
        return "off"
    works = {check.name for check in checks if check.area == "sound" and check.well}
    return next((name for name in order[order.index(wanted) :] if name in works), "screen")


def _print(app: App, checks: list[Check]) -> None:
    area = ""
    for check in checks:
        if check.area != area:
            area = check.area
            app.stdout.write(f"{area}\n")
        taken = f", answers in {check.seconds * 1000:.0f} ms" if check.seconds is not None else ""
        mark = "ok" if check.well else "!!" if check.needed else "--"
        app.stdout.write(f"  {mark}  {check.name}: {check.found}{taken}\n")
        if check.advice and not check.well:
            app.stdout.write(f"        {check.advice}\n")
        if check.name == "bell":
            app.stdout.write(f"  ->  a walk here sounds through: {chosen(app, checks)}\n")
    app.stdout.flush()


def _sound(app: App) -> Iterator[Check]:
    stream, player = probe_stream(), probe_player()
    linux = sys.platform.startswith("linux")
    advice = "look whether the system has an output device for sound"
    if linux:
        advice = "start a sound server (PipeWire or PulseAudio); over SSH set PULSE_SERVER"
    yield Check(
        "sound", "stream", stream.works, stream.text, advice, not player.works, stream.seconds
    )
    if linux and not player.text.startswith(NO_AUDIO_OUTPUT):
        advice = "install ffmpeg, gstreamer's tools, or alsa-utils together with mpg123"
    yield Check(
        "sound", "player", player.works, player.text, advice, not stream.works, player.seconds
    )
    rings = SoundSetup.build(app).terminal is not None
    found = "a terminal to ring" if rings else "no terminal"
    yield Check("sound", "bell", rings, found, "run it in a terminal", needed=False)


def _voice(app: App) -> Iterator[Check]:
    clips = names()
    there = [name for name in clips if (FOLDER / "voice" / f"{name}.wav").is_file()]
    found = f"{len(there)} of {len(clips)} clips"
    yield Check("voice", "built-in", len(there) == len(clips), found, "install retrowalk again")
    system = engine()
    yield Check(
        "voice",
        "system",
        system is not None,
        system.name if system else "none",
        "only for texts of your own: install flite or espeak-ng",
        needed=False,
    )
    if folder := app.settings.values["sounds"]:
        troubles = _own_sounds(app)
        yield Check("voice", "own sounds", not troubles, folder, "; ".join(troubles))


def _own_sounds(app: App) -> list[str]:
    """What is wrong with the user's own sounds."""
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
    found = f"{size.columns} x {size.lines}" if screen else "none: plain lines are printed"
    yield check("screen", screen, found, "run it in a terminal for the full screen")
    colours = colour_system() if screen else None
    shown = {None: "none", 1: "16", 2: "256", 3: "16 million"}.get(colours, "some")
    yield check("colours", colours is not None, shown, "unset NO_COLOR; set TERM or COLORTERM")
    unicode = glyphs_for(app.stdout.encoding) is not ASCII
    encoding = app.stdout.encoding or "unknown"
    yield check("Unicode", unicode, encoding, "use a UTF-8 locale, such as LANG=C.UTF-8")
    keys = is_terminal(app.stdin)
    found = "can be read" if keys else "none: commands are read as lines"
    yield check("keys", keys, found, "run it in a terminal to use keys")


def _folders(app: App) -> Iterator[Check]:
    for name, folder in (
        ("settings", app.config_folder),
        ("data", app.data_folder),
        ("cache", app.cache_folder),
    ):
        reason = _unwritable(folder)
        advice = f"{reason}: make it a folder that you can write to"
        yield Check("folders", name, not reason, str(folder), advice)


def _unwritable(folder: Path) -> str:
    """Why nothing can be written there; empty when it can. Leaves no trace."""
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return ""
    except OSError as error:
        return f"{nearest}: {error.strerror}"


def _versions() -> Iterator[Check]:
    yield Check("versions", "retrowalk", True, __version__)
    yield Check("versions", "Python", True, f"{platform.python_version()} on {platform.platform()}")
    for part in PARTS:
        try:
            yield Check("versions", part, True, version(part))
        except PackageNotFoundError:
            yield Check(
                "versions", part, False, "not installed", "install retrowalk again", needed=False
            )


def _play(app: App, *, quiet: bool) -> None:
    """Play one cue of each kind."""
    segments = (
        Segment(Direction.FORWARD, timedelta(minutes=3)),
        Segment(Direction.BACKWARD, timedelta(seconds=30), cadence=80),
        Segment(Direction.STAND, timedelta(seconds=30)),
    )
    session = Session("doctor", "Doctor", segments, CueSettings(every=timedelta(minutes=1)))
    sound = SoundSetup.build(app)
    listed = preview_items(session, sound.voice_config, max_length=math.inf)

    def tell(line: str) -> None:
        if not quiet:
            app.stdout.write(f"{line}\n")
            app.stdout.flush()

    play_preview(listed, sound.backends(), tell)
