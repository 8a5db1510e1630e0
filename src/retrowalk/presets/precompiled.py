"""The parsed YAML of the shipped presets.

Importing PyYAML takes an eighth of the time to the first frame. A shipped preset is recognized by
its length and its CRC-32; any other text is left to `yaml_loader`.
"""

from __future__ import annotations

from binascii import crc32
from typing import Any

from .diagnostics import Position, Text
from .document import Document, Items, Map


def load(text: Text) -> Document | None:
    """Return the document of a shipped preset; None for any other text."""
    from .precompiled_data import TREES

    tree = TREES.get(_key(text))
    return None if tree is None else Document(text, *_unpack(tree))


def entry(document: Document) -> tuple[Any, Any]:
    """Return the key and the packed tree of a document, for `precompiled_data`."""
    return _key(document.text), _pack(document.data, document.position)


def _key(text: Text) -> tuple[int, int]:
    content = text.content.encode("utf-8", "surrogatepass")
    return len(content), crc32(content)


def _pack(value: Any, position: Position) -> tuple[Any, ...]:
    """Return (line, column, value); the items of a container are packed too."""
    packed = value
    if isinstance(value, Map):
        keys, places = value.key_positions, value.value_positions
        packed = "map", *((key, *keys[key], *_pack(value[key], places[key])) for key in value)
    elif isinstance(value, Items):
        packed = "items", *(map(_pack, value, value.value_positions))
    return (*position, packed)


def _unpack(packed: tuple[Any, ...]) -> tuple[Any, Position]:
    line, column, value = packed
    position = Position(line, column)
    if not isinstance(value, tuple):
        return value, position
    kind, *parts = value
    if kind == "map":
        found = Map()
        for key, key_line, key_column, *rest in parts:
            found[key], found.value_positions[key] = _unpack(tuple(rest))
            found.key_positions[key] = Position(key_line, key_column)
        return found, position
    items = Items()
    for part in parts:
        item, place = _unpack(part)
        items.append(item)
        items.value_positions.append(place)
    return items, position
