"""The base of values."""

from __future__ import annotations


class Value:
    """Methods of frozen dataclasses, which would otherwise be generated at every start.

    Use it with `@dataclass(frozen=True, eq=False, repr=False)`, which takes half as long as
    `@dataclass(frozen=True)`. Values of the same class with the same fields are equal.
    """

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(tuple(vars(self).values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__qualname__}({fields})"
