"""Find and replace characters that could control a terminal or mislead a reader."""

from __future__ import annotations

import re

_RANGES = (
    (0x00, 0x1F),  # C0 controls
    (0x7F, 0x9F),  # DEL and C1 controls
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # invisible Khmer vowels
    (0x180E, 0x180E),  # Mongolian vowel separator
    (0x200B, 0x200B),  # zero-width space
    (0x200E, 0x200F),  # direction marks
    (0x2028, 0x202E),  # line and paragraph separators, direction overrides
    (0x2060, 0x206F),  # invisible operators, direction isolates
    (0x3164, 0x3164),  # Hangul filler
    (0xD800, 0xDFFF),  # lone surrogates
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),  # Hangul filler
    (0xFFF9, 0xFFFB),  # interlinear annotations
    (0xFFFE, 0xFFFF),  # noncharacters
    (0xE0000, 0xE007F),  # tags
)
_CLASS = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _RANGES)
_ASCII = r"\x00-\x7f"
_JOINER = r"[\u200c\u200d]"
_CONTROL = (
    # zero-width joiners belong between letters of some scripts and between emoji, not beside ASCII
    rf"[{_CLASS}]|(?<![^{_ASCII}]){_JOINER}|{_JOINER}(?![^{_ASCII}])"
)


def printable(text: str, replacement: str = "\N{REPLACEMENT CHARACTER}") -> str:
    """Return the text with each control character replaced, by default by U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_CONTROL, replacement, text)


def visible(text: str) -> str:
    """Return the text with invisible characters replaced by U+FFFD, for messages.

    Besides control characters these are joiners, unusual spaces and unassigned characters.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def first_control(text: str, allowed: str = "") -> str | None:
    """Return the first control character that is not among the allowed ones, or None."""
    if text.isascii() and text.isprintable():
        return None
    found = (match[0] for match in re.finditer(_CONTROL, text))
    return next((character for character in found if character not in allowed), None)
