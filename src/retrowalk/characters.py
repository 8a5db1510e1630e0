"""Which characters are text, and which would steer the terminal they are shown on."""

from __future__ import annotations

import os
from collections.abc import Mapping


def printable(text: str) -> str:
    """The text with everything that could move a terminal's cursor made visible."""
    return "".join("�" if is_control(character) else character for character in text)


_UNSAFE = frozenset(
    chr(code)
    for first, last in (
        (0x00, 0x1F),
        (0x7F, 0x9F),
        (0x200E, 0x200F),
        (0x2028, 0x202E),
        (0x2066, 0x2069),
        (0xD800, 0xDFFF),
        (0xFEFF, 0xFEFF),
        (0xFFFE, 0xFFFF),
        (0xFFF9, 0xFFFB),
        (0xE0000, 0xE007F),
    )
    for code in range(first, last + 1)
)


def is_control(character: str) -> bool:
    """Whether a character is no text: control codes, direction overrides, lone surrogates."""
    return character in _UNSAFE


def first_control(text: str, allowed: str = "") -> str | None:
    """The first control character in the text that is not among the allowed ones."""
    if text.isascii() and text.isprintable():
        return None
    return next((c for c in text if c in _UNSAFE and c not in allowed), None)


def shows_unicode(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the locale does not speak against it.

    Python writes UTF-8 in the C locale too, whatever the terminal can show, and then sets
    LC_CTYPE itself; LANG tells what was meant. A locale that is not set at all says nothing.
    """
    if environment.get("PYTHONIOENCODING") or environment.get("PYTHONUTF8") == "1":
        return True
    set_by_python = environment.get("LC_CTYPE", "") in ("C.UTF-8", "C.utf8", "UTF-8")
    order = ("LC_ALL", "LANG", "LC_CTYPE") if set_by_python else ("LC_ALL", "LC_CTYPE", "LANG")
    locale = next((environment[name] for name in order if environment.get(name)), "")
    locale = locale.upper().replace("-", "")
    if not locale or os.name == "nt":
        return True
    return "UTF8" in locale or ("." not in locale and locale not in ("C", "POSIX"))
