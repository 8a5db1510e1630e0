"""Read only the programme from the history, because loading whole walks takes longer."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from ..core.programme import Decision
from ..core.programme_rules import ProgrammeWalk
from . import programme_rows
from .database import open_for_command, translated_errors

_UNFINISHED = "SELECT id FROM walks WHERE outcome IS NULL LIMIT 1"


def read_programme(path: Path) -> tuple[list[ProgrammeWalk], list[Decision]]:
    """Return the walks of the programme and the decisions, in order; none without a file.

    Raises `FileError`.
    """
    if not path.exists():
        return [], []
    with (
        closing(open_for_command(path)) as connection,
        translated_errors(path, connection.close),
    ):
        if connection.execute(_UNFINISHED).fetchone() is None:
            return programme_rows.walks(connection), programme_rows.decisions(connection)
    return _read_after_marking(path)


def _read_after_marking(path: Path) -> tuple[list[ProgrammeWalk], list[Decision]]:
    """Read the programme after the store has marked walks whose process has ended."""
    from .store import HistoryStore

    with closing(HistoryStore(path)) as store:
        return store.programme_walks(), store.decisions()
