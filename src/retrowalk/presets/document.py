"""A session file as plain data with positions."""

from __future__ import annotations

from typing import Any, NamedTuple

from .diagnostics import Position, Text

Path = tuple[str | int, ...]


class Map(dict[str, Any]):
    """A mapping with the positions of its keys and values."""

    __slots__ = ("key_positions", "value_positions")

    def __init__(self) -> None:
        super().__init__()
        self.key_positions: dict[str, Position] = {}
        self.value_positions: dict[str, Position] = {}


class Items(list[Any]):
    """A sequence with the positions of its items."""

    __slots__ = ("value_positions",)

    def __init__(self) -> None:
        super().__init__()
        self.value_positions: list[Position] = []


START = Position(1, 1)


class Document(NamedTuple):
    """A text and its data."""

    text: Text
    data: Any
    position: Position = START

    def locate(self, path: Path, *, key: bool = False) -> Position:
        """Return the position of a value, or of its key; a missing value has its parent's."""
        here, position = self.data, self.position
        for n, step in enumerate(path):
            if isinstance(here, Map) and isinstance(step, str) and step in here:
                is_key = key and n == len(path) - 1
                position = (here.key_positions if is_key else here.value_positions)[step]
                here = here[step]
            elif isinstance(here, Items) and isinstance(step, int) and step < len(here):
                position, here = here.value_positions[step], here[step]
        return position
