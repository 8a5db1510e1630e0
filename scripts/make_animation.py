"""Make the animated picture (SVG) of a walk's first minutes.

    python scripts/make_animation.py [FILE]

The frames are painted by the program's own painter into a terminal emulator. Each row of the
picture is written once for all the frames in which it looks the same.
"""

from __future__ import annotations

import io
import sys
from datetime import timedelta
from pathlib import Path

import pyte
from make_pictures import FRAME, HEIGHT, INK, MARGIN, PAPER, WIDTH, DimScreen, _row
from rich.color import ColorSystem

from retrowalk import api
from retrowalk.core.walk import Walk
from retrowalk.screen.frame import Composer
from retrowalk.screen.glyphs import UNICODE
from retrowalk.screen.theme import theme_for
from retrowalk.screen.ui_state import Ui
from retrowalk.terminal.painter import Painter

FILE = Path(__file__).parents[1] / "docs" / "pictures" / "walk.svg"
SIZE = (80, 24)
LEAD_IN = 5
SECOND = 1.2
"""Seconds that each frame is shown."""
MOMENTS = (
    *(2, 4, 5.5, 7, 10, 14, 15.5, 20, 26, 30, 34, 35.5),
    *(45, 75, 94, 95.5, 98),
)
"""Seconds of the walk, lead-in included."""


def main() -> None:
    """Write the picture."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    file.write_text(animated(frames()), encoding="utf-8")


def frames() -> list[list[str]]:
    """Return the rows of the screen at each moment, as SVG."""
    session = api.preset("start-small")
    walk, out = Walk(session, timedelta(seconds=LEAD_IN)), io.StringIO()
    composer, painter = Composer(*SIZE, UNICODE, theme_for("default")), None
    screen = DimScreen(*SIZE)
    stream, painter = pyte.Stream(screen), Painter(out, ColorSystem.TRUECOLOR)
    walk.begin()
    found = []
    for moment in MOMENTS:
        walk.advance(timedelta(seconds=moment))
        painter.paint(composer.compose(walk.view(), Ui(flash=True)))
        stream.feed(out.getvalue())
        out.seek(0)
        out.truncate()
        found.append([_svg_row(screen, row) for row in range(SIZE[1])])
    return found


def _svg_row(screen: DimScreen, row: int) -> str:
    cells = [screen.buffer[row][column] for column in range(SIZE[0])]
    return "\n".join(_row(row, cells, INK, PAPER))


def animated(pictures: list[list[str]]) -> str:
    """Return the frames as one SVG that shows them in turn, forever."""
    width, height = SIZE[0] * WIDTH + 2 * MARGIN, SIZE[1] * HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-size="15" '
        "font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\">",
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="10" '
        f'fill="{PAPER}" stroke="{FRAME}"/>',
    ]
    for rows in zip(*pictures, strict=True):
        for look in dict.fromkeys(rows):
            if look:
                parts.append(f"<g>{_shown([row == look for row in rows])}{look}</g>")
    return "\n".join([*parts, "</svg>", ""])


def _shown(visible: list[bool]) -> str:
    """Return the animation that shows a group in some of the frames."""
    if all(visible):
        return ""
    changes = [n for n, now in enumerate(visible) if n == 0 or now != visible[n - 1]]
    values = ";".join("inline" if visible[n] else "none" for n in changes)
    times = ";".join(f"{n / len(visible):.4g}" for n in changes)
    return (
        f'<animate attributeName="display" values="{values}" keyTimes="{times}" '
        f'calcMode="discrete" dur="{len(visible) * SECOND:g}s" repeatCount="indefinite"/>'
    )


if __name__ == "__main__":
    main()
