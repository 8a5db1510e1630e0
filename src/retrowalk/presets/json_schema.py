"""The JSON Schema of session files, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..errors import FileError
from ..files import PRIVATE, make_private_folder, write_file
from .model import SessionFile

FILE = "session.schema.json"


def schema_text() -> str:
    """Return the schema as JSON text."""
    result = SessionFile.model_json_schema()
    _drop_empty_defaults(result)
    result = {"$schema": "https://json-schema.org/draft/2020-12/schema", **result}
    return json.dumps(result, indent=2, ensure_ascii=False) + "\n"


def write_schema(folder: Path) -> Path:
    """Write the schema to a folder and return its absolute path. Raises `FileError`."""
    path = folder / FILE
    try:
        make_private_folder(folder)
    except OSError as error:
        raise FileError.cannot("create", folder, error) from None
    write_file(path, schema_text(), force=True, mode=PRIVATE)
    return path.absolute()


def _drop_empty_defaults(node: Any) -> None:
    """Remove the default null: a key may be left out, but not be null."""
    if isinstance(node, dict):
        if "default" in node and node["default"] is None:
            del node["default"]
        for value in node.values():
            _drop_empty_defaults(value)
    elif isinstance(node, list):
        for value in node:
            _drop_empty_defaults(value)
