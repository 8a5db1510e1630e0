"""Take pictures (SVG) of the real program in a real terminal.

    python scripts/make_pictures.py [FOLDER]

Needs a POSIX system and pyte. The pictures hold everything they show: no fonts or files from
elsewhere.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import pyte  # noqa: E402 - after the path, like the next

from tests.terminal import Program, Screen  # noqa: E402 - the tests' terminal, not installed

FOLDER = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 9, 18
"""Pixels of a cell."""
MARGIN = 16
PAPER, INK, FRAME = "#101418", "#e6e6e6", "#3a424c"
DIM = 0.6
BLOCKS = {
    "█": (0.0, 1.0),
    "▀": (0.0, 0.5),
    "▄": (0.5, 0.5),
    "▁": (0.875, 0.125),
    "─": (0.47, 0.06),
}
"""Characters drawn as boxes, by their top and height in a cell, so that no seam shows."""


def main() -> None:
    """Take every picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for name, (arguments, keys, awaited, rows) in SHOTS.items():
            (folder / f"{name}.svg").write_text(shoot(home, arguments, keys, awaited, rows))


SHOTS: dict[str, tuple[list[str], str, str, int]] = {
    "plan": (["plan", "intervals"], "", "in all", 13),
    "menu": ([], "2", "Intervals: 20:00", 24),
    "forward": (["intervals", "--lead-in", "0", "--mute"], "", "FORWARD", 24),
    "backward": (["intervals", "--lead-in", "0", "--mute"], "n", "BACKWARD", 24),
}
"""Each picture's command, the keys pressed in it, the text to wait for, and its rows."""


def shoot(home: str, arguments: list[str], keys: str, awaited: str, rows: int) -> str:
    """Run the program until it shows the awaited text; returns the screen as SVG."""
    environment = {
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "XDG_CONFIG_HOME": home,
        "XDG_DATA_HOME": home,
        "XDG_STATE_HOME": home,
        "XDG_CACHE_HOME": home,
        "HOME": home,
        "PULSE_SERVER": f"unix:{home}/none",
    }
    program = Program([sys.executable, "-m", "retrowalk", *arguments], environment, (80, rows))
    try:
        if keys:
            program.wait("retrowalk" if not arguments else "FORWARD")
            program.send(keys)
        program.wait(awaited)
        program.settle()
        screen = DimScreen(80, rows)
        pyte.ByteStream(screen).feed(program.written)
        return svg(screen)
    finally:
        program.close()


class DimScreen(Screen):
    """A screen that keeps dim, which pyte forgets, where blinking would be: nothing blinks."""

    def select_graphic_rendition(self, *attributes: int, **options: bool) -> None:
        """Set the style of what is drawn next."""
        kept: list[int] = []
        rest = iter(attributes)
        for code in rest:
            kept += {2: [5], 22: [22, 25]}.get(code, [code])
            if code in (38, 48):
                # what follows is a colour, in which 2 means something else
                kind = next(rest, 5)
                kept += [kind, *(next(rest, 0) for _ in range(3 if kind == 2 else 1))]
        super().select_graphic_rendition(*kept, **options)


def svg(screen: Any) -> str:
    """A terminal's screen as a picture."""
    width, height = screen.columns * WIDTH + 2 * MARGIN, screen.lines * HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-size="15" '
        "font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\">",
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="10" '
        f'fill="{PAPER}" stroke="{FRAME}"/>',
    ]
    for row in range(screen.lines):
        cells = [screen.buffer[row][column] for column in range(screen.columns)]
        parts += _row(row, cells)
    return "\n".join([*parts, "</svg>", ""])


def _row(row: int, cells: list[Any]) -> list[str]:
    parts, column = [], 0
    for look, run in groupby(cells, key=_look):
        text = "".join(cell.data for cell in run)
        parts += _run(MARGIN + column * WIDTH, MARGIN + row * HEIGHT, text, look)
        column += len(text)
    return parts


def _run(x: int, y: int, text: str, look: tuple[str, str, str, str]) -> list[str]:
    """Neighbours that look the same, as boxes and text."""
    kind, ink, paper, style = look
    size = len(text) * WIDTH
    parts = [_box(x, y, size, HEIGHT, fill=paper)] if paper != PAPER else []
    if kind == "░":
        parts.append(_box(x, y, size, HEIGHT, fill=ink, more=' opacity=".25"'))
    elif kind:
        top, part = BLOCKS[kind]
        parts.append(_box(x, y + top * HEIGHT, size, part * HEIGHT, fill=ink, more=style))
    else:
        # a wide gap ends a text, so that its words stand right where no textLength is known
        parts += [
            f'<text x="{x + word.start() * WIDTH}" y="{y + 14}" '
            f'textLength="{len(word[0]) * WIDTH}" lengthAdjust="spacingAndGlyphs" '
            f'fill="{ink}"{style}>{escape(word[0])}</text>'
            for word in re.finditer(r"\S+( \S+)*", text)
        ]
    return parts


def _look(cell: Any) -> tuple[str, str, str, str]:
    """What neighbours must share to be drawn together."""
    kind = cell.data if cell.data in BLOCKS or cell.data == "░" else ""
    ink, paper = _colour(cell.fg, INK), _colour(cell.bg, PAPER)
    if cell.reverse:
        ink, paper = paper, ink
    style = ' font-weight="bold"' if cell.bold and not kind else ""
    style += ' text-decoration="underline"' if cell.underscore and not kind else ""
    style += f' opacity="{DIM}"' if cell.blink else ""
    return kind, ink, paper, style


def _colour(name: str, default: str) -> str:
    return default if name == "default" else f"#{name}"


def _box(x: float, y: float, *size: float, fill: str, more: str = "") -> str:
    width, height = size
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"{more}/>'


if __name__ == "__main__":
    main()
