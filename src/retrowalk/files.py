"""Read files with a size limit, and write them so that they are complete or absent."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import FileError
from .sanitize import printable

PIPE_TIMEOUT = 1.5
"""Seconds to wait for a pipe to end."""
PRIVATE = 0o600
"""Permissions of files that hold personal data."""


class FileTooLarge(FileError):
    """A file is larger than allowed."""


def read_limited(path: str | Path, limit: int, *, pipe_timeout: float | None = None) -> bytes:
    """Return the file's content, at most `limit` bytes.

    A named pipe that has not ended after `pipe_timeout` seconds (1.5 by default) is an error, so
    that no file can block the program.

    Raises `FileNotFoundError` if there is no such file, `FileTooLarge`, or another `FileError` if
    it cannot be read.
    """
    name = printable(str(path))
    try:
        data = _read(path, limit + 1, PIPE_TIMEOUT if pipe_timeout is None else pipe_timeout)
    except FileNotFoundError:
        raise
    except NotADirectoryError as error:  # part of the path is a file, so the file does not exist
        raise FileNotFoundError(*error.args) from None
    except OSError as error:
        raise FileError.cannot("read", name, error) from None
    except ValueError:  # the path contains a NUL
        raise FileError(f"cannot read {name}: not a valid file name") from None
    if len(data) > limit:
        raise FileTooLarge(f"cannot read {name}: larger than {size_text(limit)}")
    return data


def size_text(size: int) -> str:
    """Return a number of bytes in words: "1 MiB", "64 KiB"."""
    return f"{size >> 20} MiB" if size >= 1 << 20 else f"{size >> 10} KiB"


def _read(path: str | Path, most: int, pipe_timeout: float) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    with open(descriptor, "rb", buffering=0) as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(21, "Is a directory")
        if stat.S_ISFIFO(mode):
            return _read_pipe(descriptor, most, pipe_timeout)
        data = b""
        while len(data) < most and (part := file.read(most - len(data))):
            data += part
        return data


def _read_pipe(descriptor: int, most: int, timeout: float) -> bytes:
    """Return everything read from a pipe until its other end is closed."""
    import select

    if sys.platform == "win32":
        raise OSError(22, "pipes cannot be read on Windows")
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    data, deadline = b"", time.monotonic() + timeout
    while len(data) < most:
        ready = poll.poll(max(0.0, deadline - time.monotonic()) * 1000)
        if not ready:
            raise TimeoutError(110, f"the pipe did not end within {timeout:g} seconds")
        part = os.read(descriptor, 1 << 16) if ready[0][1] & select.POLLIN else b""
        if not part:
            break
        data += part
    return data


def write_file(path: Path, content: str | bytes, *, force: bool = False, mode: int = 0o666) -> None:
    """Write a file completely or not at all. Raises `FileError`; see `Draft`."""
    data = content.encode(errors="replace") if isinstance(content, str) else content
    with replacing(path, force=force, mode=mode) as temporary:
        temporary.write_bytes(data)


@contextmanager
def replacing(path: Path, *, force: bool = False, mode: int = 0o666) -> Iterator[Path]:
    """Yield a temporary file that becomes `path` when the block ends without an error."""
    draft = Draft(path, force=force, mode=mode)
    try:
        try:
            yield draft.temporary
        except OSError as error:
            raise FileError.cannot("write", path, error) from None
        draft.commit()
    finally:
        draft.discard()


class Draft:
    """A temporary file beside its target; `commit` moves it into place.

    A failure, such as a full disk, leaves the target unchanged. An existing target is replaced
    only with `force`, and its permissions are preserved; a new file gets `mode` without the umask's
    bits. A symbolic link is followed, not replaced. Raises `FileError`.
    """

    def __init__(self, path: Path, *, force: bool = False, mode: int = 0o666) -> None:
        self.path, self._force = path, force
        self._target = Path(os.path.realpath(path))
        self._refuse_existing()
        self.temporary = self._target.with_name(f".retrowalk-{os.urandom(6).hex()}.part")
        try:
            os.close(os.open(self.temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
            if self._target.exists():
                import shutil

                shutil.copymode(self._target, self.temporary)
        except OSError as error:
            self.discard()
            raise FileError.cannot("write", path, error) from None

    def commit(self) -> None:
        """Move the file into place."""
        try:
            if self._force:
                os.replace(self.temporary, self._target)
                return
            try:
                os.link(self.temporary, self._target)  # fails if the target exists by now
            except FileExistsError:
                self._refuse_existing()
                raise
            except OSError:  # the file system has no hard links
                self._refuse_existing()
                os.rename(self.temporary, self._target)
        except OSError as error:
            raise FileError.cannot("write", self.path, error) from None

    def discard(self) -> None:
        """Remove the temporary file, if it is still there."""
        with suppress(OSError):
            self.temporary.unlink()

    def _refuse_existing(self) -> None:
        if self._target.exists() and not self._target.is_file():
            raise FileError(f"cannot write {self.path}: not a regular file")
        if self._target.exists() and not self._force:
            raise FileError(f"{self.path} already exists: use --force to overwrite it")


def make_private_folder(folder: Path) -> None:
    """Create a folder, and missing parents, readable only by the owner.

    Raises `OSError`.
    """
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def writable_by_others(path: Path) -> list[Path]:
    """Return those of a file and its parent folders that another user can change or replace.

    The superuser does not count. On Windows, whose permission bits do not show this, return [].
    """
    if sys.platform == "win32":
        return []
    real = Path(os.path.realpath(path))
    nearest = dict.fromkeys((real, real.parent, path.parent))
    higher = {*path.parent.parents, *real.parent.parents} - nearest.keys()
    found = [each for each in nearest if _is_writable(each.stat(), 0o022)]
    return found + [each for each in sorted(higher) if _is_writable(each.stat(), 0o002)]


def _is_writable(entry: os.stat_result, others: int) -> bool:
    """Return whether another user owns it or can write to it; `others` are permission bits.

    In a sticky folder, such as /tmp, other users cannot replace what is not theirs.
    """
    if sys.platform == "win32":
        return False
    sticky = stat.S_ISDIR(entry.st_mode) and entry.st_mode & stat.S_ISVTX
    return entry.st_uid not in (0, os.geteuid()) or bool(entry.st_mode & others and not sticky)
