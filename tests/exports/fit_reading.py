"""FIT files, read by an independent reader."""

from pathlib import Path
from typing import Any

import fitdecode


def by_fitdecode(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the messages by kind; a wrong checksum raises."""
    found: dict[str, list[dict[str, Any]]] = {}
    strict = {
        "check_crc": fitdecode.CrcCheck.RAISE,
        "error_handling": fitdecode.ErrorHandling.RAISE,
    }
    with fitdecode.FitReader(str(path), **strict) as reader:
        for message in reader:
            if isinstance(message, fitdecode.FitDataMessage):
                fields = {field.name: field.value for field in message.fields}
                found.setdefault(message.name, []).append(fields)
    return found
