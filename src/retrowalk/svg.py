"""SVG documents: elements with escaped text, one typeface, and colours for light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from unicodedata import east_asian_width

from .sanitize import printable

STYLE = """
svg { font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; font-size: 14px }
text { fill: #1c1c1c; font-variant-numeric: tabular-nums }
.ground { fill: #fff } .soft { fill: #5c5c5c } .empty { fill: #e4e6e8 } .on { fill: #fff }
.line { stroke: #b8b8b8; fill: none }
.forward { fill: #005a8c } .backward { fill: #8f4700 } .stand { fill: #4a4a4a }
.title { font-size: 28px; font-weight: 700 } .strong { font-weight: 600 }
.end { text-anchor: end } .middle { text-anchor: middle }
@media (prefers-color-scheme: dark) {
  text { fill: #f2f2f2 }
  .ground { fill: #101214 } .soft { fill: #a8a8a8 } .empty { fill: #2b2f33 } .on { fill: #000 }
  .line { stroke: #54585c }
  .forward { fill: #56b4e9 } .backward { fill: #e69f00 } .stand { fill: #c8c8c8 }
}
"""
"""The style of every picture. The colours are those of the themes `light` and `default`."""
CHARACTER = 0.55
"""The mean width of a character, as a fraction of the font size. Wide characters take 1."""

STRIP_WIDTH, STRIP_HEIGHT = 720, 48
HEIGHTS = {"forward": 0.55, "backward": 1.0, "stand": 0.2}
"""The height of a direction's bar as a fraction of a strip: not only colours differ."""


def element(name: str, content: str = "", **attributes: object) -> str:
    """Return an element. `content` is markup.

    Attributes are escaped. `class_` is written as `class`, `_` as `-`, a float with at most two
    decimals; None leaves an attribute out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(
    x: float, y: float, content: str, class_: str | None = None, size: float | None = None
) -> str:
    """Return a line of text, with its baseline at `y` and a font size in pixels."""
    if not content:
        return ""
    return element("text", safe(content), class_=class_, x=x, y=y, font_size=size)


def bar(
    class_: str,
    x: float,
    y: float,
    width: float,
    height: float,
    title: str = "",
    **attributes: object,
) -> str:
    """Return a rectangle, with a title that browsers show as a tooltip."""
    shown = element("title", safe(title)) if title else ""
    return element("rect", shown, class_=class_, x=x, y=y, width=width, height=height, **attributes)


def document(width: int, height: int, title: str, description: str, body: Iterable[str]) -> str:
    """Return a document: title and description, then the body on a background."""
    head = (
        element("title", safe(title), id="title")
        + element("desc", safe(description), id="description")
        + element("style", STYLE)
    )
    ground = element("rect", class_="ground", width=width, height=height, rx=12)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img" aria-labelledby="title description">'
        + "\n".join([head, ground, *filter(None, body)])
        + "\n</svg>\n"
    )


def strip(title: str, parts: Sequence[tuple[str, float, str]]) -> str:
    """Return a document with one bar per part: its class, its share of the width and its title.

    A bar of class "backward" has the full height, others less, so that shape tells them apart.
    """
    whole, x = sum(share for _, share, _ in parts) or 1.0, 0.0
    bars = []
    for class_, share, words in parts:
        width = STRIP_WIDTH * share / whole
        tall = STRIP_HEIGHT * HEIGHTS.get(class_, 1.0)
        bars.append(bar(class_, x, STRIP_HEIGHT - tall, max(0.5, width - 1), tall, words))
        x += width
    return document(STRIP_WIDTH, STRIP_HEIGHT, title, f"{len(parts)} segments", bars)


def clipped(content: str, size: float, room: float) -> str:
    """Return the text, cut with an ellipsis if it is wider than `room` at a font size."""
    width = 0.0
    for index, character in enumerate(content):
        width += size * (1.0 if east_asian_width(character) in "WF" else CHARACTER)
        if width > room:
            return content[: max(0, index - 1)].rstrip() + "…"
    return content


def safe(content: str) -> str:
    """Return text escaped for markup, with control characters replaced."""
    return escape(printable(content))


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return safe(str(value))
