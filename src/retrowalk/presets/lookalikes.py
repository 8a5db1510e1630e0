"""Characters that look like the ones YAML needs: no-break spaces, curly quotes, dashes."""

from __future__ import annotations

import re

_SPACES = {
    "\xa0": "a no-break space",
    "\u2007": "a figure space",
    "\u2009": "a thin space",
    "\u202f": "a narrow no-break space",
    "\u3000": "an ideographic space",
}
_MARKS = {
    "\u2018": ("a curly quote", "'"),
    "\u2019": ("a curly quote", "'"),
    "\u201c": ("a curly quote", '"'),
    "\u201d": ("a curly quote", '"'),
    "\u201e": ("a curly quote", '"'),
    "\u2013": ("a dash", "-"),
    "\u2014": ("a dash", "-"),
    "\u2212": ("a minus sign", "-"),
    "\uff1a": ("a full-width colon", ":"),
}
_NAMES = {space: (name, "a plain space") for space, name in _SPACES.items()} | _MARKS
_ODD = f"[{''.join(_NAMES)}]"
_APOSTROPHE = r"(?<=\w)\u2019(?=\w)"


def lookalike(row: str) -> str:
    """Return a hint about the first lookalike in a line, "" if there is none."""
    found = re.search(_ODD, re.sub(_APOSTROPHE, "'", row))
    if not found:
        return ""
    name, plain = _NAMES[found[0]]
    return f"column {found.start() + 1} has {name} (U+{ord(found[0]):04X}): type {plain} instead"
