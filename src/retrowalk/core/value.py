"""The base class of values: immutable objects that are equal if their fields are."""

from __future__ import annotations

from typing import Any


class Value:
    """Methods of frozen dataclasses, which would otherwise be generated at every start.

    Use it with `@dataclass(frozen=True, eq=False, repr=False)`, which takes half as long as
    `@dataclass(frozen=True)`. Values of the same class with the same fields are equal.
    """

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return vars(self) == vars(other) or self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def _values(self) -> tuple[Any, ...]:
        """Return the fields, without cached properties."""
        state: dict[str, Any] = vars(self)
        if len(state) == len(self.__dataclass_fields__):  # type: ignore[attr-defined]
            return tuple(state.values())  # the common case, and faster
        names = self.__dataclass_fields__  # type: ignore[attr-defined]
        return tuple([state[name] for name in names if name in state])  # not class variables

    def __repr__(self) -> str:
        names = self.__dataclass_fields__  # type: ignore[attr-defined]
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({fields})"
