"""Audio: the whole session as one file, or one file a segment, with timed text beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..audio.bank import Bank
from ..core.describe import segment_name
from ..core.session import Session
from . import lrc
from .formats import Options, Part, ProgressCallback, whole
from .soundtrack import Soundtrack
from .track import Encoder, Track


def parts(session: Session, path: Path, options: Options) -> Iterable[Part]:
    """The audio files, each followed by its timed text if that is wanted."""
    bank = options.bank or Bank()
    sound = Soundtrack(session, bank, voice=options.voice, time_left=options.time_left)
    encode = _encoder(path.suffix.lower())
    for track, to in _tracks(sound, path, options.split):
        yield Part(to, _writer(encode, track))
        if options.lrc:
            yield whole(to.with_suffix(".lrc"), lrc.text(sound, track.first, track.last))


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
        span = frames[index], frames[index + 1]
        yield Track(sound, index, index + 1, *span, title, index + 1, count), to


def _encoder(suffix: str) -> Encoder:
    if suffix == ".wav":
        from .wav import encode

        return encode
    from .compressed import encoder

    return encoder(suffix)


def _writer(encode: Encoder, track: Track) -> Callable[[Path, ProgressCallback], None]:
    return lambda path, tell: encode(track, path, tell)
