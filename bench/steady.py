"""Measure a running session: processor, memory, bytes written to the terminal.

    python bench/steady.py [SECONDS]

Targets: under 0.5 % of a core and under 45 MB. Linux only: it reads /proc.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

SETTLE = 3.0
"""Seconds after the start that are not counted."""


def cpu_seconds(pid: int) -> float:
    """Return the processor seconds of a process and its ended children."""
    if sys.platform == "win32":
        raise NotImplementedError
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int, what: str) -> float:
    """Return VmRSS or VmHWM in MB."""
    found = re.search(rf"{what}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) / 1024


def drain(terminal: int, seconds: float) -> int:
    """Read the terminal's output for a time; return the number of bytes."""
    end, total = time.monotonic() + seconds, 0
    while (left := end - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            total += len(os.read(terminal, 65536))
    return total


def set_size(terminal: int) -> None:
    """Make a terminal 80 by 24."""
    if sys.platform == "win32":
        raise NotImplementedError
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))


def main() -> None:
    """Run a session in a terminal of 80 by 24 and watch it."""
    if sys.platform == "win32":
        raise NotImplementedError
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        time.sleep(0.2)
        command = [sys.executable, "-m", "retrowalk", "intervals", "--lead-in", "0"]
        os.execv(command[0], command)
    set_size(terminal)
    drain(terminal, SETTLE)
    before = cpu_seconds(pid)
    written = drain(terminal, seconds)
    used = (cpu_seconds(pid) - before) / seconds * 100
    print(f"processor   {used:6.2f} % of a core   (target 0.5)")
    print(f"memory now  {memory_mb(pid, 'VmRSS'):6.1f} MB             (target 45)")
    print(f"memory peak {memory_mb(pid, 'VmHWM'):6.1f} MB             (target 45)")
    print(f"terminal    {written / seconds:6.0f} bytes a second")
    os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
