import os

import pytest

from retrowalk import api
from retrowalk.audio.bank import Bank
from retrowalk.exports import compressed
from retrowalk.exports.soundtrack import Soundtrack
from retrowalk.exports.track import Track

BEGIN = {".flac": b"fLaC", ".ogg": b"OggS", ".opus": b"OggS", ".mp3": b"ID3"}


@pytest.fixture
def track() -> Track:
    pytest.importorskip("soundfile", reason="needs retrowalk[audio]")
    sound = Soundtrack(api.parse("2s f"), Bank(), voice=False)
    return Track(sound, 0, 1, 0, sound.frames()[-1], "Walk")


@pytest.mark.parametrize("suffix", compressed.CODECS)
def test_each_format_is_written_with_progress_to_its_end(track, tmp_path, suffix):
    path, done = tmp_path / f"a{suffix}", []
    compressed.encoder(suffix)(track, path, done.append)
    assert path.read_bytes().startswith(BEGIN[suffix])
    assert done[-1] == 1.0
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_an_error_leaves_no_other_file_than_the_one_asked_for(track, tmp_path, monkeypatch):
    def full(handle: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        compressed.encoder(".mp3")(track, tmp_path / "a.mp3", lambda part: None)
    assert [file.name for file in tmp_path.iterdir()] == ["a.mp3"]
