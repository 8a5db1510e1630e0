"""Write an export completely or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..core.session import Session
from ..errors import FileError
from .formats import Options, OutputFile, ProgressCallback, writer_for

DEFAULTS = Options()


def write(
    session: Session,
    path: Path,
    options: Options = DEFAULTS,
    *,
    force: bool = False,
    on_progress: ProgressCallback = lambda fraction: None,
) -> list[Path]:
    """Write a session in the format of the path's suffix, and return the files written.

    Each file is written under a temporary name; all are moved into place when all are complete.
    Existing files are replaced only with `force`. Raises `RetrowalkError`.
    """
    files = list(writer_for(path).files(session, path, options))
    write_files(files, force=force, on_progress=on_progress)
    return [file.path for file in files]


def write_files(
    files: Iterable[OutputFile],
    *,
    force: bool = False,
    on_progress: ProgressCallback = lambda fraction: None,
) -> None:
    """Write several files so that either all of them are complete or none is there."""
    with _drafts(files, force) as drafts:
        for number, draft in enumerate(drafts):
            _write(draft, _part_of(on_progress, number, len(drafts)))
        for draft in drafts:
            _move(draft, force)


class _Draft(NamedTuple):
    """A file to write: its target with links resolved, and the temporary path beside it."""

    file: OutputFile
    target: Path
    path: Path


@contextmanager
def _drafts(files: Iterable[OutputFile], force: bool) -> Iterator[list[_Draft]]:
    """Create an empty temporary file beside each target, and remove what is left at the end."""
    drafts: list[_Draft] = []
    try:
        for file in files:
            target = Path(os.path.realpath(file.path))  # write through links, also with --force
            _check(file.path, target, force)
            draft = _Draft(file, target, target.parent / f".retrowalk-{secrets.token_hex(6)}.part")
            drafts.append(draft)
            _create(draft)
        yield drafts
    finally:
        for draft in drafts:
            draft.path.unlink(missing_ok=True)


def _check(path: Path, target: Path, force: bool) -> None:
    if target.exists() and not target.is_file():
        raise FileError(f"cannot write {path}: it is not a regular file")
    if target.exists() and not force:
        raise _already_exists(path)


def _already_exists(path: Path) -> FileError:
    return FileError(f"{path} already exists: use --force to replace it")


def _create(draft: _Draft) -> None:
    """Create the temporary file, with the permissions of the file it will replace."""
    try:
        os.close(os.open(draft.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        if draft.target.exists():
            shutil.copymode(draft.target, draft.path)
    except OSError as error:
        raise FileError.cannot("write", draft.file.path, error) from None


def _write(draft: _Draft, on_progress: ProgressCallback) -> None:
    try:
        draft.file.write(draft.path, on_progress)
    except OSError as error:
        raise FileError.cannot("write", draft.file.path, error) from None


def _move(draft: _Draft, force: bool) -> None:
    """Move a draft into place. Without `force`, fail if the target exists by now."""
    try:
        if force:
            os.replace(draft.path, draft.target)
            return
        try:
            os.link(draft.path, draft.target)
        except FileExistsError:
            raise _already_exists(draft.file.path) from None
        except OSError:  # the file system has no hard links
            os.rename(draft.path, draft.target)
    except OSError as error:
        raise FileError.cannot("write", draft.file.path, error) from None


def _part_of(on_progress: ProgressCallback, number: int, count: int) -> ProgressCallback:
    """Return a callback for one of `count` files that reports the progress of all of them."""
    return lambda fraction: on_progress((number + fraction) / count)
