"""`.flac`, `.ogg`, `.opus` and `.mp3`, written with soundfile."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from ..audio.wave_io import RATE
from . import id3
from .formats import ProgressCallback, require
from .mp3_info import DECODER_DELAY, ENCODER_DELAY, info_frame
from .soundtrack import frame
from .track import Encoder, Track, blocks_with_progress

LAST_PAGE = 1 << 16
"""An upper bound for the bytes that an encoder writes when it is closed."""


class Codec(NamedTuple):
    """soundfile's names for a format, and its settings."""

    container: str
    subtype: str
    settings: dict[str, Any]


CODECS = {
    ".flac": Codec("FLAC", "PCM_16", {}),
    ".ogg": Codec("OGG", "VORBIS", {}),
    # four times as fast as the default level, and as good for speech
    ".opus": Codec("OGG", "OPUS", {"compression_level": 0.5}),
    # a constant bit rate, so that players show the right length
    ".mp3": Codec("MP3", "MPEG_LAYER_III", {"bitrate_mode": "CONSTANT", "compression_level": 0.75}),
}


def encoder(suffix: str) -> Encoder:
    """Return the function that writes a track in the format of a suffix. Raises `MissingExtra`."""
    require("soundfile", "audio")
    return _encode_mp3 if suffix == ".mp3" else _encoder_for(CODECS[suffix])


def _encoder_for(codec: Codec) -> Encoder:
    def encode(track: Track, path: Path, on_progress: ProgressCallback) -> None:
        with path.open("wb") as file:
            _encode(track, file.fileno(), codec, on_progress, title=track.title)

    return encode


def _encode_mp3(track: Track, path: Path, on_progress: ProgressCallback) -> None:
    """Write the ID3 tag with its chapters, then the encoded sound, with cues on time.

    The lead-in is shortened by the samples that encoding and decoding add. A file without one
    begins with a frame that tells players to skip them.
    """
    delay = ENCODER_DELAY + DECODER_DELAY
    is_cut = track.first == 0 and frame(track.sound.lead_in) > delay
    track = track._replace(start=track.start + delay) if is_cut else track
    untagged = path.with_name(path.name + ".untagged")
    try:
        with untagged.open("w+b") as file, path.open("wb") as tagged:
            _encode(track, file.fileno(), CODECS[".mp3"], on_progress)
            tagged.write(id3.tag(track))
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            if not is_cut:
                tagged.write(info_frame(file.read(4), size, track.end - track.start))
                file.seek(0)
            shutil.copyfileobj(file, tagged, 1 << 20)
    finally:
        untagged.unlink(missing_ok=True)


def _encode(
    track: Track, handle: int, codec: Codec, on_progress: ProgressCallback, title: str = ""
) -> None:
    """Encode a track into an open file. Raises `OSError` if it was not written completely.

    Blocks are small because a single large one overflows the stack of the Vorbis encoder.
    """
    soundfile = require("soundfile", "audio")
    try:
        with soundfile.SoundFile(
            os.dup(handle),
            "w",
            samplerate=RATE,
            channels=1,
            format=codec.container,
            subtype=codec.subtype,
            **codec.settings,
        ) as file:
            if title:
                file.title = title
            for block in blocks_with_progress(track, on_progress):
                file.buffer_write(block, "int16")
    except soundfile.SoundFileRuntimeError as error:
        _check_free_space(handle)  # raises a clearer error if the disk is full
        raise OSError(str(error)) from None
    _check_free_space(handle)


def _check_free_space(handle: int) -> None:
    """Raise `OSError` on a full disk: encoders do not report a missing last page."""
    end = os.lseek(handle, 0, os.SEEK_END)
    left = LAST_PAGE
    while left:
        left -= os.write(handle, bytes(left))
    os.ftruncate(handle, end)
