import os
import threading

import pytest

from retrowalk.errors import FileError
from retrowalk.files import FileTooLarge, read_limited, size_text

PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")


def test_a_file_is_read_whole(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"a\r\n\xff")
    assert read_limited(path, 4) == b"a\r\n\xff"


def test_a_file_over_the_limit_is_refused_with_the_limit(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"a" * 1025)
    assert len(read_limited(path, 1025)) == 1025
    with pytest.raises(FileTooLarge, match="larger than 1 KiB"):
        read_limited(path, 1024)


def test_a_missing_file_is_not_found(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_limited(tmp_path / "x", 10)


@pytest.mark.parametrize("path", [".", "a\0b", "/dev/null/x"])
def test_what_cannot_be_opened_is_a_file_error(path):
    with pytest.raises(FileError, match="cannot read"):
        read_limited(path, 10)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="there is no /dev/zero here")
def test_an_endless_device_is_too_large():
    with pytest.raises(FileTooLarge, match="1 MiB"):
        read_limited("/dev/zero", 1 << 20)


@PIPES
def test_a_pipe_is_read_until_it_ends(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    both_ends = os.open(path, os.O_RDWR)
    os.write(both_ends, b"abc")
    closer = threading.Timer(0.05, os.close, [both_ends])
    closer.start()
    assert read_limited(path, 10) == b"abc"
    closer.join()


@PIPES
def test_a_pipe_that_does_not_end_is_an_error(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    both_ends = os.open(path, os.O_RDWR)
    with pytest.raises(FileError, match=r"did not end within 0\.01 seconds"):
        read_limited(path, 10, pipe_timeout=0.01)
    os.close(both_ends)


def test_sizes_are_said_in_words():
    assert (size_text(1 << 20), size_text(64 << 10)) == ("1 MiB", "64 KiB")
