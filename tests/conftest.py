import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.fork_server import ForkServer

if TYPE_CHECKING:
    from tests.exports.browser import Browser

settings.register_profile("quick", deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None)
THOROUGH = bool(os.environ.get("CI"))
settings.load_profile("thorough" if THOROUGH else "quick")


ROOT = Path(__file__).parents[1]


def pytest_configure() -> None:
    """Keep programs from ignoring the signals that a shell ignores for `make test &` or nohup."""
    for name in ("SIGINT", "SIGQUIT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)  # not inherited by programs


def required(condition: bool, reason: str) -> None:
    """Skip the test if the machine lacks something; in CI, fail."""
    if condition:
        return
    if THOROUGH:
        pytest.fail(f"CI must have it: {reason}")
    pytest.skip(reason)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a user's empty folders, in which the safety page is marked as shown."""
    return make_home(tmp_path)


@pytest.fixture
def world(home: Path) -> dict[str, str]:
    """Return an environment with its own folders, a good terminal, no sound and no questions."""
    return world_of(home)


def make_home(folder: Path) -> Path:
    """Make a user's empty folders in another one, which is returned."""
    (folder / "config" / "retrowalk" / "presets").mkdir(parents=True)
    (folder / "data" / "retrowalk").mkdir(parents=True)
    (folder / "data" / "retrowalk" / "safety-page-shown").touch()
    return folder


def world_of(home: Path) -> dict[str, str]:
    """Return the environment of `world` for a user's folders."""
    keep = ("PATH", "HOME", "VIRTUAL_ENV", "SYSTEMROOT", "PYTHONPATH")
    return {
        **{n: v for n, v in os.environ.items() if n in keep or n.startswith("COVERAGE")},
        "COVERAGE_FILE": str(ROOT / ".coverage"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(home),
        "PULSE_SERVER": f"unix:{home}/no-server",
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "COLORFGBG": "15;0",  # a dark background, so that the terminal is not queried
        "RETROWALK_ASK_AFTER": "false",  # no one can answer
    }


RETROWALK = [sys.executable, "-m", "retrowalk"]
FOR_PYTHON = ("PYTHON", "LANG", "LC_", "LD_")
"""Prefixes of variables that an interpreter reads when it starts."""
SERVER_ENVIRONMENT = {**os.environ, "LANG": "C.UTF-8"}


def needs_interpreter(environment: dict[str, str]) -> bool:
    """Return whether a program needs an interpreter of its own instead of a fork."""
    return any(
        value != SERVER_ENVIRONMENT.get(name)
        for name, value in environment.items()
        if name.startswith(FOR_PYTHON)
    )


@pytest.fixture(scope="session")
def fork_server():
    """Run the program without starting Python each time; None if processes cannot fork."""
    if not hasattr(os, "fork"):
        yield None
        return
    server = ForkServer(SERVER_ENVIRONMENT)
    yield server
    server.close()


@pytest.fixture
def terminal(world: dict[str, str], fork_server: ForkServer | None):
    """Start the real program in a pseudo-terminal; kill it at the end of the test."""
    pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    from tests.pseudo_terminal import Program

    started: list[Program] = []

    def start(*arguments: str, size: tuple[int, int] = (80, 24), shell: str = "", **extra: str):
        command, server, environment = [*arguments], fork_server, {**world, **extra}
        if shell:
            command, server = ["bash", "--norc", "-c", shell], None
        elif server is None or needs_interpreter(environment):
            command, server = [*RETROWALK, *arguments], None
        started.append(Program(command, environment, size, server))
        return started[-1]

    yield start
    for program in started:
        program.close()


@pytest.fixture
def run(world: dict[str, str], home: Path, fork_server: ForkServer | None):
    """Run the program to its end without a terminal."""

    return runner(world, home, fork_server)


def runner(world: dict[str, str], home: Path, fork_server: ForkServer | None):
    """Return a function that runs the program to its end in an environment."""

    def start(*arguments: str, input: str = "", cwd: Path = home, timeout: float = 60):  # noqa: A002 (as subprocess.run)
        if fork_server and not needs_interpreter(world):
            return fork_server.run([*arguments], world, cwd, input, timeout)
        return subprocess.run(
            [*RETROWALK, *arguments],
            env=world,
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=timeout,
            input=input,
        )

    return start


@pytest.fixture(scope="session")
def _chromium() -> "Iterator[Browser]":
    from tests.exports.browser import chromium, installed

    required(installed(), "chromium and chromedriver are not installed")
    with chromium() as browser:
        yield browser


@pytest.fixture
def browser(_chromium: "Browser") -> "Browser":
    """Return a browser, which all tests of a process share, with the window of a computer."""
    _chromium.reset()
    return _chromium


@pytest.fixture
def sound_server(world, tmp_path):
    """Start a private sound server for the program."""
    from tests.playback.recording import private_server

    with private_server(world, tmp_path / "pulse") as server:
        yield server
