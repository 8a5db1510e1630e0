"""Colours and shapes on each terminal, and their contrast."""

from itertools import product

import pytest
from rich.color import Color, ColorSystem

from retrowalk.core.session import Direction
from retrowalk.screen.glyphs import ASCII, CONSOLE, UNICODE, glyphs_for
from retrowalk.screen.theme import PALETTES, theme_for
from retrowalk.terminal.capabilities import colour_system
from tests.screen.xterm import XTERM

SYSTEMS = (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD)
COLOURED = [name for name in PALETTES if name != "mono"]


def luminance(rgb: tuple[int, int, int]) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    parts = [c / 255 for c in rgb]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a: tuple[int, int, int], b: tuple[int, int, int]) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def rgb(colour: Color, system: ColorSystem) -> tuple[int, int, int]:
    if colour.name in XTERM:
        return XTERM[colour.name]
    red, green, blue = colour.downgrade(system).get_truecolor()
    return red, green, blue


def test_contrast_is_computed_correctly():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("name", "system", "on_light"), [*product(COLOURED, SYSTEMS, (None, False, True))]
)
def test_every_themes_text_can_be_read_on_any_background(name, system, on_light):
    theme = theme_for(name, system, on_light=on_light)
    fits = on_light is None or on_light == (name == "light")
    colours = PALETTES[name if fits else "light" if on_light else "default"].grounds
    grounds = [rgb(Color.parse(ground), ColorSystem.TRUECOLOR) for ground in colours]
    for direction in Direction:
        ink, band = theme.ink[direction], theme.band[direction]
        assert contrast(rgb(band.color, system), rgb(band.bgcolor, system)) >= 4.5
        assert all(contrast(rgb(ink.color, system), ground) >= 4.5 for ground in grounds)
    for style in (theme.quiet, theme.off):
        assert all(contrast(rgb(style.color, system), g) >= 4.5 for g in grounds if style.color)
    for style in (theme.ready, theme.done):
        if style.color:
            assert contrast(rgb(style.color, system), rgb(style.bgcolor, system)) >= 4.5


@pytest.mark.parametrize("name", PALETTES)
def test_without_colours_there_are_none_and_bands_are_reversed(name):
    theme = theme_for(name, None)
    for direction in Direction:
        assert theme.band[direction].reverse
        assert theme.band[direction].color is theme.ink[direction].color is None


@pytest.mark.parametrize("name", COLOURED)
def test_with_16_colours_the_named_colours_are_used(name):
    theme = theme_for(name, ColorSystem.STANDARD)
    assert all(theme.ink[direction].color.name in XTERM for direction in Direction)
    assert len({theme.ink[direction].color.name for direction in Direction}) == 3


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-256color"}, ColorSystem.EIGHT_BIT),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, ColorSystem.TRUECOLOR),
        ({"TERM": "xterm-direct"}, ColorSystem.TRUECOLOR),
        ({"TERM": "xterm"}, ColorSystem.STANDARD),
        ({"TERM": "linux"}, ColorSystem.STANDARD),
        ({"TERM": "screen"}, ColorSystem.STANDARD),
        ({"TERM": "vt100"}, None),
        ({"TERM": "vt220"}, None),
        ({"TERM": "xterm-mono"}, None),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, None),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, ColorSystem.EIGHT_BIT),
        ({"TERM": "xterm", "FORCE_COLOR": "3"}, ColorSystem.TRUECOLOR),
        ({"TERM": "xterm", "FORCE_COLOR": "2"}, ColorSystem.EIGHT_BIT),
        ({"TERM": "vt100", "FORCE_COLOR": "1"}, ColorSystem.STANDARD),
        ({"TERM": "xterm-256color", "FORCE_COLOR": "1"}, ColorSystem.EIGHT_BIT),
        ({"TERM": "xterm-256color", "FORCE_COLOR": "0"}, None),
        ({"TERM": "xterm", "FORCE_COLOR": "3", "NO_COLOR": "1"}, None),
    ],
)
def test_colours_follow_the_environment(environment, expected):
    assert colour_system(environment) == expected


@pytest.mark.parametrize(
    ("encoding", "environment", "expected"),
    [
        ("utf-8", {}, UNICODE),
        ("utf-8", {"LANG": "de_DE.UTF-8"}, UNICODE),
        ("utf-8", {"LANG": "en_US.utf8", "LC_CTYPE": ""}, UNICODE),
        ("utf-8", {"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, ASCII),
        ("utf-8", {"LANG": "POSIX"}, ASCII),
        ("utf-8", {"LANG": "ja_JP.eucJP"}, ASCII),
        ("utf-8", {"LANG": "de_DE.ISO-8859-1", "LC_CTYPE": "en_US.UTF-8"}, UNICODE),
        ("utf-8", {"LANG": "de_DE.ISO-8859-1", "LC_CTYPE": "C.UTF-8"}, ASCII),
        ("utf-8", {"LC_CTYPE": "C.UTF-8"}, UNICODE),
        ("utf-8", {"LC_ALL": "C", "PYTHONUTF8": "1"}, UNICODE),
        ("utf-8", {"TERM": "linux"}, CONSOLE),
        ("iso-8859-1", {"LANG": "de_DE.ISO-8859-1"}, ASCII),
        ("ascii", {}, ASCII),
        ("no-such-encoding", {}, ASCII),
        (None, {}, ASCII),
    ],
)
def test_shapes_follow_encoding_and_locale(encoding, environment, expected):
    assert glyphs_for(encoding, environment) is expected


@pytest.mark.parametrize("glyphs", [UNICODE, CONSOLE, ASCII])
def test_each_direction_has_its_own_shape(glyphs):
    for shapes in (glyphs.arrows, glyphs.strip):
        assert len(set(shapes.values())) == 3
        assert all(len(shape) == 1 for shape in shapes.values())
