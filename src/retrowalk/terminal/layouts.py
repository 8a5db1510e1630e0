"""Map keys of other keyboard layouts to those of a US keyboard, for commands."""

from __future__ import annotations

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_LAYOUTS = {
    "Russian": "йцукенгшщзхъфывапролджэячсмитьбю.",
    "Ukrainian": "йцукенгшщзхїфівапролджєячсмитьбю.",
    "Greek": ";ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,./",
    "Hebrew": "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ.",
    "Arabic": "ضصثقفغعهخحجدشسيبلاتنمكطئءؤر\ufefbىةوزظ",
}
"""The characters of each layout at the positions of `_LATIN`, from the XKB layouts."""
_ASCII_PLACES = {"/": "q", ";": "q"}
"""ASCII characters that a command's key types in Hebrew and Greek; they are not commands."""


def _places() -> dict[str, str]:
    """Return the key of each character. The first layout that has it wins."""
    found: dict[str, str] = {}
    for layout in _LAYOUTS.values():
        for character, key in zip(layout, _LATIN, strict=True):
            if not character.isascii():  # Latin layouts have ASCII characters, too
                found.setdefault(character, key)
    return found


_PLACES = _places() | _ASCII_PLACES


def command_key(key: str) -> str:
    """Return the key of a command in lower case on a US keyboard: "n" for "N" and "т"."""
    if len(key) != 1:
        return key
    lower = key.lower()
    return _PLACES.get(lower, lower)
