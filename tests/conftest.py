import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests.pseudo_terminal import Program

settings.register_profile("default", deadline=None)
settings.load_profile("default")


ROOT = Path(__file__).parents[1]


def required(condition: bool, reason: str) -> None:
    """Skip without a real part of the machine; in CI its absence fails."""
    if condition:
        return
    if os.environ.get("CI"):
        pytest.fail(f"CI must have it: {reason}")
    pytest.skip(reason)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's folders that hold nothing yet, but that the safety page has been shown."""
    (tmp_path / "config" / "retrowalk" / "presets").mkdir(parents=True)
    (tmp_path / "data" / "retrowalk").mkdir(parents=True)
    (tmp_path / "data" / "retrowalk" / "safety-page-shown").touch()
    return tmp_path


@pytest.fixture
def world(home: Path) -> dict[str, str]:
    """An environment with its own folders, no sound server, a good terminal, and no questions."""
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
        "RETROWALK_ASK_AFTER": "false",  # nobody is there to answer
    }


@pytest.fixture
def terminal(world: dict[str, str]):
    """Starts the real program in a pseudo-terminal; whatever is left at the end is killed."""
    started: list[Program] = []

    def start(*arguments: str, size: tuple[int, int] = (80, 24), shell: str = "", **extra: str):
        command = ["bash", "--norc", "-c", shell] if shell else [*RETROWALK, *arguments]
        started.append(Program(command, {**world, **extra}, size))
        return started[-1]

    yield start
    for program in started:
        program.close()


RETROWALK = [sys.executable, "-m", "retrowalk"]


@pytest.fixture
def run(world: dict[str, str], home: Path):
    """Runs the real program without a terminal, to its end."""

    def start(*arguments: str, **options):
        return subprocess.run(
            [*RETROWALK, *arguments],
            env=world,
            cwd=home,
            capture_output=True,
            text=True,
            timeout=60,
            stdin=None if "input" in options else subprocess.DEVNULL,
            **options,
        )

    return start
