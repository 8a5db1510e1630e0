"""`.flac`, `.ogg`, `.opus` and `.mp3`, by way of soundfile, which brings its own library."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..audio.wave_io import RATE
from . import id3
from .catalog import need
from .formats import ProgressCallback
from .track import blocks_with_progress

if TYPE_CHECKING:
    from .track import Track

PAGE = 1 << 16
"""Bytes that an encoder may write at its end, at most."""


class Coding(NamedTuple):
    """What soundfile calls a form, and how it is to be made."""

    container: str
    subtype: str
    settings: dict[str, Any]


CODINGS = {
    ".flac": Coding("FLAC", "PCM_16", {}),
    ".ogg": Coding("OGG", "VORBIS", {}),
    # where this rate lies Opus is four times as fast as at its usual one, and as good for speech
    ".opus": Coding("OGG", "OPUS", {"compression_level": 0.5}),
    # of a constant rate, so that players show the right length
    ".mp3": Coding(
        "MP3", "MPEG_LAYER_III", {"bitrate_mode": "CONSTANT", "compression_level": 0.75}
    ),
}


def encoder(suffix: str) -> Callable[[Track, Path, ProgressCallback], None]:
    """What writes a track in the form of a suffix. Raises `MissingExtra`."""
    need("soundfile", "audio")
    return _encode_mp3 if suffix == ".mp3" else _plain(CODINGS[suffix])


def _plain(coding: Coding) -> Callable[[Track, Path, ProgressCallback], None]:
    def encode(track: Track, path: Path, tell: ProgressCallback) -> None:
        with path.open("wb") as file:
            _encode(track, file.fileno(), coding, tell, title=track.title)

    return encode


def _encode_mp3(track: Track, path: Path, tell: ProgressCallback) -> None:
    """The tag with its chapters stands before the sound, which does not know of it."""
    bare = path.with_name(path.name + ".bare")
    try:
        with bare.open("w+b") as file, path.open("wb") as made:
            _encode(track, file.fileno(), CODINGS[".mp3"], tell)
            made.write(id3.tag(track))
            file.seek(0)
            shutil.copyfileobj(file, made, 1 << 20)
    finally:
        bare.unlink(missing_ok=True)


def _encode(
    track: Track, handle: int, coding: Coding, tell: ProgressCallback, title: str = ""
) -> None:
    """Write a track to an open file. Raises `OSError` where not all of it could be written.

    Blocks are small because a single large one overflows the stack of the Vorbis encoder.
    """
    soundfile = need("soundfile", "audio")
    try:
        with soundfile.SoundFile(
            os.dup(handle),
            "w",
            samplerate=RATE,
            channels=1,
            format=coding.container,
            subtype=coding.subtype,
            **coding.settings,
        ) as file:
            if title:
                file.title = title
            for block in blocks_with_progress(track, tell):
                file.buffer_write(block, "int16")
    except soundfile.SoundFileRuntimeError as error:
        _make_sure_of_room(handle)  # raises the true reason where that is it
        raise OSError(str(error)) from None
    _make_sure_of_room(handle)


def _make_sure_of_room(handle: int) -> None:
    """Raise `OSError` on a full disk: encoders do not tell that their last page is missing."""
    end = os.lseek(handle, 0, os.SEEK_END)
    left = PAGE
    while left:
        left -= os.write(handle, bytes(left))
    os.ftruncate(handle, end)
