"""Measure how fast the program starts, compared with other programs run in turn.

    pip install termdown && python bench/startup.py

Targets: --help, --version and completion at most 1.3 times `python -c "import click"`; the first
frame at most 1.0 times termdown's. Each ratio is of medians, then of the fastest runs. The last
table lists the imports before the first frame and their time.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 15
PATIENCE = 20.0
"""Seconds within which a program has to show its first frame. The first run compiles it."""
DA1, DA1_ANSWER = b"\x1b[c", b"\x1b[?62c"
"""A question that every terminal answers. Without an answer the program would wait for one."""
PROGRAM = [sys.executable, str(Path(sys.executable).with_name("retrowalk"))]
CLICK = [sys.executable, "-c", "import click"]
OURS = ("retrowalk", "click", "rich", "yaml", "platformdirs")
COMPLETE = {"_RETROWALK_COMPLETE": "bash_complete"}
QUICK = {
    "--help": ([*PROGRAM, "--help"], {}),
    "--version": ([*PROGRAM, "--version"], {}),
    "TAB, a name": (PROGRAM, {**COMPLETE, "COMP_WORDS": "retrowalk int", "COMP_CWORD": "1"}),
    "TAB, an option": (
        PROGRAM,
        {**COMPLETE, "COMP_WORDS": "retrowalk intervals --", "COMP_CWORD": "2"},
    ),
}


def whole(command: list[str], extra: dict[str, str]) -> float:
    """Return the seconds that a command takes."""
    started = time.perf_counter()
    subprocess.run(command, env={**os.environ, **extra}, capture_output=True, check=False)
    return time.perf_counter() - started


def first_frame(command: list[str], awaited: bytes, errors: int | None = None) -> float:
    """Return the seconds until a command on a terminal has written the awaited bytes."""
    if sys.platform == "win32":
        raise NotImplementedError
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        if errors is not None:
            os.dup2(errors, 2)
        os.execvp(command[0], command)
    seen, answered = b"", False
    while awaited not in seen and time.perf_counter() - started < PATIENCE:
        if select.select([terminal], [], [], PATIENCE)[0]:
            seen += os.read(terminal, 65536)
        if DA1 in seen and not answered:
            os.write(terminal, DA1_ANSWER)
            answered = True
    elapsed = time.perf_counter() - started
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    if awaited not in seen:
        raise SystemExit(f"{command[0]} never showed {awaited!r}: there is nothing to compare")
    return elapsed


def heavy(command: list[str], extra: dict[str, str]) -> str:
    """Return the heavy libraries that a command imports."""
    done = subprocess.run(
        [command[0], "-X", "importtime", *command[1:]],
        env={**os.environ, **extra},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"\| +(pydantic|rich|yaml|playsound3)$", done.stderr, re.MULTILINE)
    return ", ".join(sorted(set(found))) or "none"


def quiet_home(home: str) -> None:
    """Use a temporary home, without the user's settings and sound, that keeps compiled code."""
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{kind}_HOME"] = home
    os.environ.update(PULSE_SERVER=f"unix:{home}/none", PYTHONPYCACHEPREFIX=home)
    # as after the first walk, before which a safety page is shown instead
    (Path(home) / "retrowalk").mkdir()
    (Path(home) / "retrowalk" / "safety-page-shown").touch()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def show(what: str, ours: list[float], theirs: list[float], target: float) -> None:
    """Print a line of the table."""
    for kind, pick in (("median", statistics.median), ("min", min)):
        mine, other = pick(ours), pick(theirs)
        print(
            f"{what:15} {kind:7} {mine * 1000:6.0f} ms {other * 1000:6.0f} ms  "
            f"x{mine / other:.2f}  ({target})"
        )


def imports() -> dict[str, float]:
    """Return the seconds spent importing each package on the way to the first frame."""
    with tempfile.TemporaryFile("w+") as log:
        command = [sys.executable, "-X", "importtime", *PROGRAM[1:], "intervals", "--mute"]
        first_frame(command, b"GET READY", log.fileno())
        log.seek(0)
        found = re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", log.read())
    costs: dict[str, float] = {}
    for micro, module in found:
        name = ".".join(module.split(".")[:2]) if module.startswith("retrowalk") else module
        top = name if name.startswith("retrowalk") else name.split(".")[0]
        group = top if top.split(".")[0] in OURS else "standard library"
        costs[group] = costs.get(group, 0.0) + int(micro) / 1e6
    return costs


def show_imports() -> None:
    """Print the import time of each package: the median of several runs."""
    runs = [imports() for _ in range(5)]
    names = {name for run in runs for name in run}
    costs = {name: statistics.median(run.get(name, 0.0) for run in runs) for name in names}
    print("\nimports before the first frame")
    for name, seconds in sorted(costs.items(), key=lambda item: -item[1])[:16]:
        print(f"{name:24} {seconds * 1000:6.1f} ms")


def main() -> None:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as home:
        quiet_home(home)
        compare()


def compare() -> None:
    """Print the table. Programs run in turn; the first pair of each only warms up."""
    print(f"{'':23} {'ours':>9} {'beside':>9}  ratio  (target)")
    for what, (command, extra) in QUICK.items():
        pairs = [(whole(command, extra), whole(CLICK, {})) for _ in range(ROUNDS + 1)][1:]
        show(what, [a for a, _ in pairs], [b for _, b in pairs], 1.3)
        print(f"{'':15} heavy libraries: {heavy(command, extra)}")
    termdown = shutil.which("termdown")
    if termdown is None:
        print("first frame: not compared, for termdown is not installed: pip install termdown")
        return
    pairs = [
        (
            first_frame([*PROGRAM, "intervals", "--mute"], b"GET READY"),
            first_frame([termdown, "5m"], b"8888888888"),  # the top of its 5
        )
        for _ in range(ROUNDS + 1)
    ][1:]
    show("first frame", [a for a, _ in pairs], [b for _, b in pairs], 1.0)
    show_imports()


if __name__ == "__main__":
    main()
