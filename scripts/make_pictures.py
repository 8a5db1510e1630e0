"""Take pictures (SVG) of the real program in a real terminal.

    python scripts/make_pictures.py [FOLDER]

Needs a POSIX system and pyte. The pictures hold everything they show: no fonts or files from
elsewhere.
"""

from __future__ import annotations

import os
import sys
import tempfile
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.terminal import Program  # noqa: E402 - the tests' terminal, which is not installed

FOLDER = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 9, 18
"""Pixels of a cell."""
MARGIN = 16
PAPER, INK = "#101418", "#e6e6e6"
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
    "plan": (["plan", "intervals"], "", "in all", 14),
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
        "PULSE_SERVER": f"unix:{home}/none",
    }
    program = Program([sys.executable, "-m", "retrowalk", *arguments], environment, (80, rows))
    try:
        if keys:
            program.wait("retrowalk" if not arguments else "FORWARD")
            program.send(keys)
        program.wait(awaited)
        program.settle()
        return svg(program.screen)
    finally:
        program.close()


def svg(screen: Any) -> str:
    """A terminal's screen as a picture."""
    width, height = screen.columns * WIDTH + 2 * MARGIN, screen.lines * HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-size="15" '
        "font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\">",
        f'<rect width="{width}" height="{height}" rx="10" fill="{PAPER}"/>',
    ]
    for row in range(screen.lines):
        cells = [screen.buffer[row][column] for column in range(screen.columns)]
        parts += _row(row, cells)
    return "\n".join([*parts, "</svg>", ""])


def _row(row: int, cells: list[Any]) -> list[str]:
    parts, column = [], 0
    for (kind, ink, paper, bold), run in groupby(cells, key=_look):
        text = "".join(cell.data for cell in run)
        x, y = MARGIN + column * WIDTH, MARGIN + row * HEIGHT
        size = len(text) * WIDTH
        column += len(text)
        if paper != PAPER:
            parts.append(_box(x, y, size, HEIGHT, fill=paper))
        if kind in BLOCKS:
            top, part = BLOCKS[kind]
            parts.append(_box(x, y + top * HEIGHT, size, part * HEIGHT, fill=ink))
        elif kind == "░":
            parts.append(_box(x, y, size, HEIGHT, fill=ink, more=' opacity=".25"'))
        elif text.strip():
            weight = ' font-weight="bold"' if bold else ""
            parts.append(
                f'<text x="{x}" y="{y + 14}" textLength="{size}" xml:space="preserve" '
                f'lengthAdjust="spacingAndGlyphs" fill="{ink}"{weight}>{escape(text)}</text>'
            )
    return parts


def _look(cell: Any) -> tuple[str, str, str, bool]:
    """What neighbours must share to be drawn together."""
    kind = cell.data if cell.data in BLOCKS or cell.data == "░" else ""
    ink, paper = _colour(cell.fg, INK), _colour(cell.bg, PAPER)
    if cell.reverse:
        ink, paper = paper, ink
    return kind, ink, paper, cell.bold


def _colour(name: str, default: str) -> str:
    return default if name == "default" else f"#{name}"


def _box(x: float, y: float, *size: float, fill: str, more: str = "") -> str:
    width, height = size
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"{more}/>'


if __name__ == "__main__":
    main()
