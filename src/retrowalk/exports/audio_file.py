"""Audio: the session as one file or one file per segment, optionally with timed text."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from ..audio.bank import Bank
from ..audio.wave_io import RATE
from ..core.describe import segment_name
from ..core.session import Session
from . import lrc
from .formats import Options, OutputFile, ProgressCallback, file_with
from .soundtrack import Soundtrack
from .track import Encoder, Track, blocks_with_progress


def files(session: Session, path: Path, options: Options) -> Iterable[OutputFile]:
    """Return the audio files, each followed by its timed text if `lrc` is set.

    Raises `InvalidSession` for open segments without a limit.
    """
    bank = options.bank or Bank()
    sound = Soundtrack(
        session,
        bank,
        voice=options.voice,
        time_left=options.time_left,
        lead_in=timedelta(seconds=options.lead_in),
        units=options.units,
    )
    encode = _encoder(path.suffix.lower())
    for track, to in _tracks(sound, path, options.split):
        yield OutputFile(to, _writer(encode, track))
        if options.lrc:
            yield file_with(to.with_suffix(".lrc"), lrc.text(track))


def encode_wav(track: Track, path: Path, on_progress: ProgressCallback) -> None:
    """Write a track as WAV. The header has the length before the samples are written."""
    with path.open("wb") as plain, wave.open(plain) as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.setnframes(track.end - track.start)
        for block in blocks_with_progress(track, on_progress):
            file.writeframesraw(block)


def _tracks(sound: Soundtrack, path: Path, split: bool) -> Iterator[tuple[Track, Path]]:
    frames, count = sound.frames(), len(sound.session.segments)
    if not split:
        yield Track(sound, 0, count, 0, frames[-1], sound.session.title), path
        return
    digits = max(2, len(str(count)))
    for index, segment in enumerate(sound.session.segments):
        number = f"{index + 1:0{digits}}"
        title = f"{number} {segment_name(segment)}"
        to = path.with_name(f"{path.stem}-{number}-{segment.direction}{path.suffix}")
        span = frames[index] if index else 0, frames[index + 1]
        yield Track(sound, index, index + 1, *span, title, index + 1, count), to


def _encoder(suffix: str) -> Encoder:
    if suffix == ".wav":
        return encode_wav
    from .compressed import encoder

    return encoder(suffix)


def _writer(encode: Encoder, track: Track) -> Callable[[Path, ProgressCallback], None]:
    return lambda path, on_progress: encode(track, path, on_progress)
