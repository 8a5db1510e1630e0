"""Read an export of the history, JSON or CSV, one walk at a time."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from ..core.programme import Decision
from ..core.session import Session
from ..errors import FileError, InvalidSession
from .programme_rows import decision_of
from .record import WalkRecord
from .record_json import feedback_of, record_of, with_session
from .store import ImportedWalk
from .transfer import SCHEMA, unguarded

CHUNK = 1 << 20
MAX_RECORD = 1 << 24
"""Maximum number of characters of one walk, or of an export that cannot be read walk by walk."""
_HEAD = re.compile(r'\s*\{\s*"schema"\s*:\s*(\d{1,9})\s*,\s*"walks"\s*:\s*\[')
BETWEEN = " \t\r\n,"
"""Characters between two records."""
_NOT_AN_EXPORT = "this is not an export of a history"
EDITABLE = ("effort", "pain", "stumble", "note")
"""Columns that may be changed in a spreadsheet."""
_WORDS = {"": None, "yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class InvalidExport(InvalidSession):
    """A file is not an export of a history."""


@contextmanager
def open_export(name: str, stdin: Callable[[], BinaryIO]) -> Iterator[TextIO]:
    """Open an export for reading; for "-" the file that `stdin` returns. Raises `FileError`."""
    shown = "standard input" if name == "-" else name
    try:
        with nullcontext(stdin()) if name == "-" else _open(Path(name)) as file:
            text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
            try:
                yield text
            finally:
                text.detach()  # it does not own standard input
    except OSError as error:
        raise FileError.cannot("read", shown, error) from None
    except UnicodeDecodeError:
        raise FileError(f"cannot read {shown}: it is not UTF-8 text") from None


def _open(path: Path) -> BinaryIO:
    if path.exists() and not path.is_file():
        raise FileError(f"cannot read {path}: not a regular file")
    return path.open("rb")


def read_export(stream: TextIO) -> Iterator[ImportedWalk | Decision]:
    """Yield the walks of an export, then the decisions about the programme.

    Raises `InvalidExport`, possibly after some walks.
    """
    head = stream.read(CHUNK)
    if not head.lstrip().startswith(("{", "[")):
        yield from _csv_walks(stream, head)
        return
    for index, entry in enumerate(_json_records(stream, head), 1):
        if isinstance(entry, Decision):
            yield entry
            continue
        try:
            walk = ImportedWalk(record_of(*entry))
        except ValueError as error:
            raise _invalid(f"walk {index}", error) from None
        yield walk


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Report which walk is invalid."""
    try:
        yield
    except ValueError as error:
        raise _invalid(name, error) from None


def _invalid(name: str, error: ValueError) -> InvalidExport:
    return InvalidExport(f"{name} of this export is invalid: {error}")


def _json_records(
    stream: TextIO, head: str
) -> Iterator[tuple[Any] | tuple[Any, Session] | Decision]:
    """Yield the records of a JSON export as they are read, with the session if it is known."""
    match = _HEAD.match(head)
    if match is None:
        yield from _whole_file(head + stream.read(MAX_RECORD))
        return
    _check_schema(int(match[1]))
    decoder, buffer, index = json.JSONDecoder(), head, match.end()
    while True:
        while index < len(buffer) and buffer[index] in BETWEEN:
            index += 1
        if buffer.startswith("]", index):
            yield from _decisions(buffer[index + 1 :] + stream.read(MAX_RECORD))
            return
        line_end = buffer.find("\n", index)
        line = buffer[index:line_end].rstrip(",\r") if line_end >= 0 else ""
        if found := with_session(line):
            yield found
            index = line_end
            continue
        try:
            record, end = decoder.raw_decode(buffer, index)
        except RecursionError:
            raise InvalidExport(f"{_NOT_AN_EXPORT}: it is nested too deeply") from None
        except ValueError as error:
            more = stream.read(max(CHUNK, len(buffer) - index))
            if not more or len(buffer) - index > MAX_RECORD:
                raise InvalidExport(f"{_NOT_AN_EXPORT}: {error}") from None
            buffer, index = buffer[index:] + more, 0
            continue
        yield (record,)
        index = end


def _whole_file(text: str) -> list[tuple[Any] | Decision]:
    """Return the records of a JSON export that was formatted by another program."""
    if len(text) > MAX_RECORD:
        raise InvalidExport(f"{_NOT_AN_EXPORT}: it does not start as 'history export' writes it")
    try:
        data = json.loads(text)
    except RecursionError:
        raise InvalidExport(f"{_NOT_AN_EXPORT}: it is nested too deeply") from None
    except ValueError as error:
        raise InvalidExport(f"{_NOT_AN_EXPORT}: {error}") from None
    if not isinstance(data, dict) or "schema" not in data:
        raise InvalidExport(f"{_NOT_AN_EXPORT}: 'schema' is missing")
    _check_schema(data["schema"])
    walks = data.get("walks")
    if not isinstance(walks, list):
        raise InvalidExport(f"{_NOT_AN_EXPORT}: 'walks' is not a list")
    return [*((walk,) for walk in walks), *_read_decisions(data.get("decisions", []))]


def _decisions(rest: str) -> list[Decision]:
    """Return the decisions in what follows the walks."""
    rest = rest.strip()
    if not rest.startswith(","):
        return []
    try:
        data = json.loads("{" + rest[1:])
    except (ValueError, RecursionError) as error:
        raise InvalidExport(f"{_NOT_AN_EXPORT}: {error}") from None
    return _read_decisions(data.get("decisions", []))


def _read_decisions(data: Any) -> list[Decision]:
    if not isinstance(data, list):
        raise InvalidExport(f"{_NOT_AN_EXPORT}: 'decisions' is not a list")
    found = []
    for index, entry in enumerate(data, 1):
        with _named(f"decision {index}"):
            found.append(decision_of(entry))
    return found


def _check_schema(schema: Any) -> None:
    if schema != SCHEMA:
        raise InvalidExport(f"this export has schema {schema!r:.20}; this version reads {SCHEMA}")


def _csv_walks(stream: TextIO, head: str) -> Iterator[ImportedWalk]:
    """Yield the walks of a CSV export, which may have been edited in a spreadsheet."""
    first_line = head.split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    csv.field_size_limit(MAX_RECORD)
    rows = csv.DictReader(_lines(stream, head), delimiter=delimiter)
    try:
        if not set(rows.fieldnames or ()) >= {"started", "record"}:
            raise InvalidExport(f"{_NOT_AN_EXPORT}: it has no column 'record'")
        for row in rows:
            if any(cell for cell in row.values() if isinstance(cell, str) and cell.strip()):
                with _named(f"line {rows.line_num}"):
                    walk = _csv_walk(row)
                yield walk
    except csv.Error as error:
        raise InvalidExport(f"{_NOT_AN_EXPORT}: line {rows.line_num}: {error}") from None


def _lines(stream: TextIO, head: str) -> Iterator[str]:
    """Yield lines of bounded length."""
    yield from io.StringIO(head + stream.readline(MAX_RECORD), newline="")
    while line := stream.readline(MAX_RECORD):
        yield line


def _csv_walk(row: dict[str, Any]) -> ImportedWalk:
    """Return the walk of a row, with the feedback of its cells."""
    text = row["record"] or "null"
    try:
        record = record_of(*(with_session(text) or (json.loads(text),)))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    return _with_cells(record, row)


def _with_cells(record: WalkRecord, row: dict[str, Any]) -> ImportedWalk:
    data = record.feedback._asdict()
    cells = {key: row[key].strip() for key in EDITABLE if row.get(key) is not None}
    for key in cells.keys() & {"effort", "pain"}:
        data[key] = _scale_cell(key, cells[key])
    if "stumble" in cells:
        data["stumble"] = _stumble_cell(cells["stumble"])
    if "note" in cells:
        data["note"] = unguarded(cells["note"]) or None
    feedback = feedback_of(data)
    return ImportedWalk(replace(record, feedback=feedback), feedback != record.feedback)


def _scale_cell(key: str, cell: str) -> int | None:
    if not cell:
        return None
    if not re.fullmatch(r"[0-9]{1,2}(\.0*)?", cell):
        raise ValueError(f"'{key}' is not a whole number from 0 to 10")
    return int(float(cell))


def _stumble_cell(cell: str) -> bool | None:
    if cell.lower() not in _WORDS:
        raise ValueError("'stumble' is not yes or no")
    return _WORDS[cell.lower()]
