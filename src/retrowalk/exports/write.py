"""Write the files of an export, each completely or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from ..core.session import Session
from ..errors import FileError
from ..files import Draft
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
    """Write several files, and move them into place when all are complete. Raises `FileError`."""
    with ExitStack() as stack:
        drafts = []
        for file in files:
            draft = Draft(file.path, force=force)
            stack.callback(draft.discard)
            drafts.append((draft, file))
        for number, (draft, file) in enumerate(drafts):
            try:
                file.write(draft.temporary, _part_of(on_progress, number, len(drafts)))
            except OSError as error:
                raise FileError.cannot("write", file.path, error) from None
        for draft, _ in drafts:
            draft.commit()


def _part_of(on_progress: ProgressCallback, number: int, count: int) -> ProgressCallback:
    """Return a callback for one of `count` files that reports the progress of all of them."""
    return lambda fraction: on_progress((number + fraction) / count)
