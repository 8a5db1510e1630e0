"""Take pictures (SVG) of the real program in a real terminal.

    python scripts/make_pictures.py [NAME...] [--folder FOLDER]

Needs a POSIX system and pyte. The pictures are self-contained: they use no other fonts or
files.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import pyte  # noqa: E402 - after the path, like the next

from tests.pseudo_terminal import Program, Screen  # noqa: E402 - the tests' terminal, not installed

FOLDER = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 9, 18
"""Pixels of a cell."""
MARGIN = 16
PAPER, INK, FRAME = "#101418", "#e6e6e6", "#3a424c"
LIGHT_PAPER, LIGHT_INK = "#ffffff", "#1b1f24"
DOWN = "\x1b[B"
DIM = 0.6
BLOCKS = {
    "█": (0.0, 1.0),
    "▀": (0.0, 0.5),
    "▄": (0.5, 0.5),
    **{shape: (1 - n / 8, n / 8) for n, shape in enumerate("▁▂▃", 1)},
    **{shape: (1 - n / 8, n / 8) for n, shape in enumerate("▅▆▇", 5)},
    "─": (0.47, 0.06),
    "━": (0.45, 0.1),
}
"""Characters drawn as boxes, by their top and height in a cell, so that no seam shows."""


class Shot(NamedTuple):
    """A command, a window size, and steps: a text to wait for, and the keys to press then."""

    arguments: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    size: tuple[int, int] = (80, 24)


SHADES = {"░": 0.25, "▓": 0.75}
ANSWERED = 2.4
"""Seconds after which the confirmation of a key has disappeared."""
STILL = ("--lead-in", "0", "--sound", "off", "--reduced-motion")
SIZES = ((120, 40), (80, 24), (50, 15), (30, 8), (20, 5), (10, 2))
BACKWARD = (("FORWARD", "n"), ("BACKWARD", ""))
RUNNER = {f"runner-{w}x{h}": Shot(("intervals", *STILL), BACKWARD, (w, h)) for w, h in SIZES}
SHOTS = RUNNER | {
    "plan": Shot(("plan", "intervals"), (("in all", ""),), (80, 15)),
    "menu": Shot((), (("Enter", DOWN), ("intervals", ""))),
    "backward": Shot(("intervals", *STILL), BACKWARD),
    "announced": Shot(("run", "12s f, 1 b, 2 f", *STILL), (("BACKWARD in 6", ""),)),
    "change": Shot(
        ("run", "6s f, 1 b, 2 f", "--lead-in", "0", "--sound", "off"), (("Next: ▲", ""),)
    ),
    "paused": Shot(("intervals", *STILL), (*BACKWARD, ("▼ BACKWARD", " "))),
    "lead-in": Shot(("intervals", "--lead-in", "9", "--sound", "off"), (("GET READY", ""),)),
    "treadmill": Shot(("treadmill", *STILL), (("FORWARD", "n"), ("Feet on", ""))),
    "light": Shot(("intervals", *STILL, "--theme", "light"), BACKWARD),
    "mono": Shot(("intervals", *STILL, "--theme", "mono"), BACKWARD),
    "inline": Shot(("intervals", *STILL, "--inline"), BACKWARD, (80, 8)),
    "done": Shot(
        ("run", '{title="Round the house"} 4s f 6s b 4s f', "--lead-in", "0", "--sound", "off"),
        (("this week", ""),),
    ),
    "summary": Shot(
        ("start-small", "--lead-in", "0", "--rehearse", "100", "--sound", "off"),
        (("finished", ""),),
        (80, 25),
    ),
}


def main() -> None:
    """Take every picture, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="pictures to take; all without")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for name in given.names or SHOTS:
        with tempfile.TemporaryDirectory() as home:
            (given.folder / f"{name}.svg").write_text(shoot(home, SHOTS[name]))


def shoot(home: str, shot: Shot) -> str:
    """Run the program through the steps of a shot; return the screen as SVG."""
    environment = {
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "COLORFGBG": "0;15" if "light" in shot.arguments else "15;0",
        "RETROWALK_ASK_AFTER": "false" if shot.arguments[:1] == ("start-small",) else "true",
        "XDG_CONFIG_HOME": home,
        "XDG_DATA_HOME": home,
        "XDG_STATE_HOME": home,
        "XDG_CACHE_HOME": home,
        "HOME": home,
        "PULSE_SERVER": f"unix:{home}/none",
    }
    data = Path(home, "retrowalk")
    data.mkdir()
    (data / "safety-page-shown").touch()
    program = Program([sys.executable, "-m", "retrowalk", *shot.arguments], environment, shot.size)
    try:
        for awaited, keys in shot.steps:
            program.wait(awaited)
            program.send(keys)
            rest(program, ANSWERED if keys else 0)
        program.settle()
        screen = DimScreen(*shot.size)
        pyte.ByteStream(screen).feed(program.written)
        return svg(screen, light="light" in shot.arguments)
    finally:
        program.close()


def rest(program: Program, seconds: float) -> None:
    """Let the program run for some time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        program.read(0.05)


class DimScreen(Screen):
    """A screen that stores dim, which pyte ignores, as blinking, which the program never uses."""

    def select_graphic_rendition(self, *attributes: int, **options: bool) -> None:
        """Set the style of the following characters."""
        kept: list[int] = []
        rest = iter(attributes)
        for code in rest:
            kept += {2: [5], 22: [22, 25]}.get(code, [code])
            if code in (38, 48):
                # what follows is a colour, in which 2 means something else
                kind = next(rest, 5)
                kept += [kind, *(next(rest, 0) for _ in range(3 if kind == 2 else 1))]
        super().select_graphic_rendition(*kept, **options)


def svg(screen: Any, *, light: bool = False) -> str:
    """Return a terminal's screen as a picture."""
    paper, ink = (LIGHT_PAPER, LIGHT_INK) if light else (PAPER, INK)
    width, height = screen.columns * WIDTH + 2 * MARGIN, screen.lines * HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-size="15" '
        "font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\">",
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="10" '
        f'fill="{paper}" stroke="{FRAME}"/>',
    ]
    for row in range(screen.lines):
        cells = [screen.buffer[row][column] for column in range(screen.columns)]
        parts += _row(row, cells, ink, paper)
    return "\n".join([*parts, "</svg>", ""])


def _row(row: int, cells: list[Any], ink: str, paper: str) -> list[str]:
    parts, column = [], 0
    for look, run in groupby(cells, key=lambda cell: _look(cell, ink, paper)):
        text = "".join(cell.data for cell in run)
        parts += _run(MARGIN + column * WIDTH, MARGIN + row * HEIGHT, text, look, paper)
        column += len(text)
    return parts


def _run(x: int, y: int, text: str, look: tuple[str, str, str, str], ground: str) -> list[str]:
    """Return neighbouring cells of one style as boxes and text."""
    kind, ink, paper, style = look
    size = len(text) * WIDTH
    parts = [_box(x, y, size, HEIGHT, fill=paper)] if paper != ground else []
    if kind in SHADES:
        parts.append(_box(x, y, size, HEIGHT, fill=ink, more=f' opacity="{SHADES[kind]}"'))
    elif kind:
        top, part = BLOCKS[kind]
        parts.append(_box(x, y + top * HEIGHT, size, part * HEIGHT, fill=ink, more=style))
    else:
        # a wide gap ends a text, so that words are in place even without support for textLength
        parts += [
            f'<text x="{x + word.start() * WIDTH}" y="{y + 14}" '
            f'textLength="{len(word[0]) * WIDTH}" lengthAdjust="spacingAndGlyphs" '
            f'fill="{ink}"{style}>{escape(word[0])}</text>'
            for word in re.finditer(r"\S+( \S+)*", text)
        ]
    return parts


def _look(cell: Any, ink: str, paper: str) -> tuple[str, str, str, str]:
    """Return a key that is equal for cells that can be drawn together."""
    kind = cell.data if cell.data in (*BLOCKS, *SHADES) else ""
    ink, paper = _colour(cell.fg, ink), _colour(cell.bg, paper)
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
