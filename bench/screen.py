"""Measure the screen: time per frame, bytes to the terminal, response to keys, memory.

    python bench/screen.py [SECONDS]

Targets, at 80 by 24: a frame under 3 ms, at most 1 kB a second to the terminal, a key's effect
seen within 50 ms; a session of 60 minutes under 0.4 % of a core, and no growth in memory. SECONDS
is how long a session is watched in real time (30); the hour for memory runs 60 times as fast.
Linux only: it reads /proc.
"""

from __future__ import annotations

import io
import os
import pty
import signal
import statistics
import sys
import time
from datetime import timedelta

from rich.color import ColorSystem
from steady import cpu_seconds, drain, memory_mb, set_size

from retrowalk.core.walk import Walk
from retrowalk.presets import builder
from retrowalk.presets.library import Library
from retrowalk.screen.frame import Composer
from retrowalk.screen.glyphs import UNICODE
from retrowalk.screen.theme import theme_for
from retrowalk.screen.ui_state import Ui
from retrowalk.terminal.painter import Painter

HOUR = "12x(4f 1b)"
KEYS = 30


def frames(size: tuple[int, int]) -> None:
    """Compose every second of a session and paint it into memory."""
    session = builder.build(Library().open("intervals"), {})  # type: ignore[arg-type]
    walk, out, composer = (
        Walk(session),
        io.StringIO(),
        Composer(*size, UNICODE, theme_for("default")),
    )
    painter, ui = Painter(out, ColorSystem.TRUECOLOR, whole=True), Ui(flash=True)
    walk.begin()
    times, written = [], 0
    for second in range(1200):
        walk.advance(timedelta(seconds=second))
        started = time.perf_counter()
        painter.paint(composer.compose(walk.view(), ui))
        times.append((time.perf_counter() - started) * 1000)
        written += len(out.getvalue().encode())
        out.seek(0)
        out.truncate()
    high = statistics.quantiles(times, n=100)[98]
    print(
        f"frame {size[0]}x{size[1]:<4} median {statistics.median(times):5.2f} ms, "
        f"99 % under {high:5.2f} ms, worst {max(times):5.2f} ms   (target 3 at 80x24)"
    )
    print(f"      {'':8} {written / 1200:6.0f} bytes a second   (target 1000 at 80x24)")


def start(*arguments: str) -> tuple[int, int]:
    """Start the program in a terminal of 80 by 24."""
    if sys.platform == "win32":
        raise NotImplementedError
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
        time.sleep(0.2)
        command = [sys.executable, "-m", "retrowalk", *arguments, "--lead-in", "0"]
        os.execv(command[0], command)
    set_size(terminal)
    drain(terminal, 3.0)
    return pid, terminal


def watch(seconds: float) -> None:
    """Measure a session in real time: processor, bytes, and the delay of keys."""
    if sys.platform == "win32":
        raise NotImplementedError
    pid, terminal = start("run", HOUR, "--sound", "off")
    before = cpu_seconds(pid)
    written = drain(terminal, seconds)
    used = (cpu_seconds(pid) - before) / seconds * 100
    print(f"processor        {used:6.2f} % of a core        (target 0.4)")
    print(f"terminal         {written / seconds:6.0f} bytes a second  (target 1000)")
    times = []
    for _ in range(KEYS):
        drain(terminal, 0.13)
        pressed = time.perf_counter()
        os.write(terminal, b"m")
        os.read(terminal, 65536)
        times.append((time.perf_counter() - pressed) * 1000)
    print(
        f"key to screen    median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms"
        "   (target 50)"
    )
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def grow() -> None:
    """Run an hour sixty times as fast, and compare the memory near its start and end."""
    if sys.platform == "win32":
        raise NotImplementedError
    pid, terminal = start("run", HOUR, "--sound", "off", "--rehearse", "60")
    drain(terminal, 3.0)
    early = memory_mb(pid, "VmRSS")
    drain(terminal, 48.0)
    late = memory_mb(pid, "VmRSS")
    print(f"memory           {early:6.1f} MB after 6 minutes, {late:6.1f} MB after 54 minutes")
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def main() -> None:
    """Measure everything."""
    for size in ((80, 24), (120, 40)):
        frames(size)
    watch(float(sys.argv[1]) if len(sys.argv) > 1 else 30.0)
    grow()


if __name__ == "__main__":
    main()
