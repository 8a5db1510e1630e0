"""The one way out: an export is there whole or not at all."""

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
from .catalog import form_of
from .formats import Options, Part, ProgressCallback

USUAL = Options()
"""Nothing chosen."""


def write(
    session: Session,
    path: Path,
    options: Options = USUAL,
    *,
    force: bool = False,
    tell: ProgressCallback = lambda part: None,
) -> list[Path]:
    """Write a session in the form that the path's suffix names; returns the files written.

    Each is written under another name first and moved into place when all are whole. Without
    `force` a file that is there already is kept. Raises `RetrowalkError`s.
    """
    parts = list(form_of(path).parts(session, path, options))
    with _drafts(parts, force) as drafts:
        for number, draft in enumerate(drafts):
            _write(draft, _share(tell, number, len(drafts)))
        for draft in drafts:
            _move(draft, force)
    return [part.path for part in parts]


class _Draft(NamedTuple):
    """A part, the file it really ends up in, and the file it is written to first."""

    part: Part
    target: Path
    path: Path


@contextmanager
def _drafts(parts: Iterable[Part], force: bool) -> Iterator[list[_Draft]]:
    """A new file beside each target; whatever happens, none of them is left."""
    drafts: list[_Draft] = []
    try:
        for part in parts:
            target = Path(os.path.realpath(part.path))  # a link stays one, also under force
            _check(part.path, target, force)
            draft = _Draft(part, target, target.parent / f".retrowalk-{secrets.token_hex(6)}.part")
            drafts.append(draft)
            _create(draft)
        yield drafts
    finally:
        for draft in drafts:
            draft.path.unlink(missing_ok=True)


def _check(path: Path, target: Path, force: bool) -> None:
    if target.exists() and not target.is_file():
        raise FileError(f"cannot write {path}: it is there and is no file")
    if target.exists() and not force:
        raise _kept(path)


def _kept(path: Path) -> FileError:
    return FileError(f"{path} is there already: --force writes over it")


def _create(draft: _Draft) -> None:
    """The new file; with the rights of the one it takes the place of."""
    try:
        os.close(os.open(draft.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        if draft.target.exists():
            shutil.copymode(draft.target, draft.path)
    except OSError as error:
        raise FileError.cannot("write", draft.part.path, error) from None


def _write(draft: _Draft, tell: ProgressCallback) -> None:
    try:
        draft.part.write(draft.path, tell)
    except OSError as error:
        raise FileError.cannot("write", draft.part.path, error) from None


def _move(draft: _Draft, force: bool) -> None:
    """Into place; without force never over a file that has come meanwhile."""
    try:
        if force:
            os.replace(draft.path, draft.target)
            return
        try:
            os.link(draft.path, draft.target)
        except FileExistsError:
            raise _kept(draft.part.path) from None
        except OSError:  # no links on this file system
            os.rename(draft.path, draft.target)
    except OSError as error:
        raise FileError.cannot("write", draft.part.path, error) from None


def _share(tell: ProgressCallback, number: int, count: int) -> ProgressCallback:
    """What tells of one of several files."""
    return lambda part: tell((number + part) / count)
