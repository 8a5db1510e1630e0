import os
import sys
import threading

import pytest

from retrowalk.errors import FileError, InvalidSession, RetrowalkError
from retrowalk.presets.library import open_file


def directions(path) -> list[str]:
    return [step.direction for step in open_file(path).steps]


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path):
    path = tmp_path / "dos.yaml"
    path.write_bytes(b"\xef\xbb\xbfsteps:\r\n  - forward: 5\r\n")
    assert directions(path) == ["forward"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"steps:\n - label: \xff", ":2:11: not UTF-8 text"),
        ("steps: []".encode("utf-16"), "not UTF-8"),
        (b"#" * (1 << 20) + b"\n", "larger than 1 MiB"),
        (b"", "empty"),
    ],
)
def test_files_that_are_not_text_are_refused(tmp_path, data, found):
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    with pytest.raises(InvalidSession, match=found):
        open_file(path)


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_an_unreadable_file_is_a_file_error(tmp_path, name):
    with pytest.raises(FileError, match="cannot read"):
        open_file(tmp_path / name)


def test_a_file_without_permission_is_a_file_error(tmp_path, monkeypatch):
    def refuse(*_args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)  # root may read everything
    with pytest.raises(FileError, match="Permission denied"):
        open_file(tmp_path / "x.yaml")


@pytest.mark.parametrize("path", ["/dev/zero", "\0", "/dev/null/x"])
def test_odd_files_are_refused(path):
    with pytest.raises(RetrowalkError):
        open_file(path)


def test_a_pipe_is_read_until_it_ends(tmp_path):
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    path = tmp_path / "pipe"
    os.mkfifo(path)

    def write() -> None:
        with path.open("w") as pipe:
            pipe.write("steps: [forward: 5]")

    writer = threading.Thread(target=write)
    writer.start()
    assert directions(path) == ["forward"]
    writer.join()
