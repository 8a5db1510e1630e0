"""Which characters are text, and which would steer the terminal they are shown on."""

from __future__ import annotations


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
