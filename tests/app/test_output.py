import errno
from pathlib import Path

import pytest

from retrowalk.app.output import write_output
from retrowalk.errors import FileError
from tests.app.worlds import world, written


def test_a_hyphen_is_standard_output(tmp_path):
    app = world(tmp_path)
    write_output(app, "-", "text")
    assert written(app) == "text"


def test_a_file_is_written_and_named(tmp_path):
    app, path = world(tmp_path), tmp_path / "x"
    write_output(app, str(path), "one")
    with pytest.raises(FileError, match="already exists: use --force"):
        write_output(app, str(path), "two")
    write_output(app, str(path), "three", force=True)
    assert path.read_text() == "three"
    assert written(app) == f"Wrote {path}\n" * 2


def test_a_full_disk_keeps_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_text("old")

    def fill_the_disk(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill_the_disk)
    with pytest.raises(FileError, match=f"cannot write {path}: No space left"):
        write_output(world(tmp_path), str(path), "new", force=True)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
