import os
import re
import stat
import sys
import threading

import pytest

from retrowalk.errors import FileError
from retrowalk.files import (
    PRIVATE,
    Draft,
    FileTooLarge,
    make_private_folder,
    read_limited,
    replacing,
    size_text,
    writable_by_others,
    write_file,
)

PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")


def test_a_file_is_read_completely(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"a\r\n\xff")
    assert read_limited(path, 4) == b"a\r\n\xff"


def test_a_file_over_the_limit_is_refused_with_the_limit(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"a" * 1025)
    assert len(read_limited(path, 1025)) == 1025
    with pytest.raises(FileTooLarge, match="larger than 1 KiB"):
        read_limited(path, 1024)


@pytest.mark.parametrize("name", ["x", "file/x"])
def test_a_missing_file_is_not_found(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(FileNotFoundError):
        read_limited(tmp_path / name, 10)


@pytest.mark.parametrize("path", [".", "a\0b"])
def test_what_cannot_be_opened_is_a_file_error(path):
    with pytest.raises(FileError, match="cannot read"):
        read_limited(path, 10)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="there is no /dev/zero here")
def test_an_endless_device_is_too_large():
    with pytest.raises(FileTooLarge, match="1 MiB"):
        read_limited("/dev/zero", 1 << 20)


@PIPES
def test_a_pipe_is_read_until_it_ends(tmp_path):
    if sys.platform == "win32":
        pytest.skip("POSIX only")
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
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    path = tmp_path / "pipe"
    os.mkfifo(path)
    both_ends = os.open(path, os.O_RDWR)
    with pytest.raises(FileError, match=r"did not end within 0\.01 seconds"):
        read_limited(path, 10, pipe_timeout=0.01)
    os.close(both_ends)


def test_sizes_are_formatted_with_units():
    assert (size_text(1 << 20), size_text(64 << 10)) == ("1 MiB", "64 KiB")


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_written_and_nothing_is_left_beside_it(tmp_path):
    write_file(tmp_path / "x", "tschüss\n")
    assert (tmp_path / "x").read_bytes() == "tschüss\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_an_existing_file_is_replaced_only_with_force_and_keeps_its_mode(tmp_path):
    path = tmp_path / "x"
    path.write_text("old")
    path.chmod(0o640)
    with pytest.raises(FileError, match="already exists: use --force"):
        write_file(path, "new")
    assert path.read_text() == "old"
    write_file(path, "new", force=True)
    assert (path.read_text(), mode(path)) == ("new", 0o640)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("force", [False, True])
def test_a_failure_while_writing_leaves_the_old_file(tmp_path, force):
    path = tmp_path / ("old" if force else "new")
    (tmp_path / "old").write_text("old")

    def fill_the_disk() -> None:
        with replacing(path, force=force) as temporary:
            temporary.write_text("half")
            raise OSError(28, "No space left on device")

    with pytest.raises(FileError, match="No space left"):
        fill_the_disk()
    assert (tmp_path / "old").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path):
    path = tmp_path / "x"
    draft = Draft(path)
    path.write_text("theirs")
    with pytest.raises(FileError, match="already exists"):
        draft.commit()
    draft.discard()
    assert path.read_text() == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")
    write_file(tmp_path / "link", "new", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "new"


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_is_not_replaced(tmp_path, force):
    with pytest.raises(FileError, match="not a regular file"):
        write_file(tmp_path, "x", force=force)


def test_a_missing_folder_is_an_error(tmp_path):
    with pytest.raises(FileError, match=r"cannot write .*No such file"):
        write_file(tmp_path / "no" / "x", "x")


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions on Windows")
def test_only_the_owner_can_read_private_files_and_folders(tmp_path):
    before = os.umask(0)
    try:
        make_private_folder(tmp_path / "a" / "b")
        write_file(tmp_path / "a" / "b" / "x", "x", mode=PRIVATE)
    finally:
        os.umask(before)
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700
    assert mode(tmp_path / "a" / "b" / "x") == 0o600


def test_a_folder_that_is_a_file_is_named_with_the_target(tmp_path):
    (tmp_path / "file").touch()
    target = tmp_path / "file" / "x.svg"
    with pytest.raises(FileError, match=re.escape(f"cannot write {target}: Not a directory")):
        write_file(target, "x")


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions on Windows")
@pytest.mark.parametrize(
    ("upper", "folder", "file", "found"),
    [
        (0o700, 0o700, 0o600, []),
        (0o755, 0o755, 0o644, []),
        (0o775, 0o755, 0o644, []),  # a group of one's own
        (0o1777, 0o755, 0o644, []),  # as /tmp
        (0o755, 0o755, 0o664, ["folder/x"]),
        (0o755, 0o777, 0o600, ["folder"]),
        (0o777, 0o755, 0o600, ["."]),
        (0o777, 0o775, 0o602, ["folder/x", "folder", "."]),
    ],
)
@pytest.mark.parametrize("link", [False, True])
def test_a_file_that_others_can_change_or_replace_is_detected(
    tmp_path, upper, folder, file, found, link
):
    upper_folder = tmp_path / "upper"
    path = upper_folder / "folder" / "x"
    path.parent.mkdir(parents=True)
    path.touch()
    for each, mode in ((path, file), (path.parent, folder), (upper_folder, upper)):
        each.chmod(mode)
    given = tmp_path / "link" if link else path
    if link:
        given.symlink_to(path)
    assert writable_by_others(given) == [upper_folder / name for name in found]
