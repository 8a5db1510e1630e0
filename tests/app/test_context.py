import io
import subprocess
import sys
from pathlib import Path

import pytest

from retrowalk.app.context import NO_FOLDER, App
from tests.app.worlds import error_output
from tests.app.worlds import world as make_world

NOBODY = "import pwd\ndef none(*_): raise KeyError\npwd.getpwuid = pwd.getpwnam = none\n"


@pytest.fixture
def homeless(tmp_path, world):
    """Runs the program for a user without HOME and without an entry in the password file."""
    (tmp_path / "sitecustomize.py").write_text(NOBODY)
    path = f"{tmp_path}:{world.get('PYTHONPATH', '')}"
    environment = {"PATH": world["PATH"], "PYTHONPATH": path}

    def run(*arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "retrowalk", *arguments],
            env=environment,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    return run


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "intervals"),
        ("presets",),
        ("config",),
        ("history",),
        ("run", "90s f 30s b", "--lead-in", "0", "--rehearse", "3600", "--sound", "off"),
        ("export", "intervals", "--to", "a.svg"),
    ],
)
def test_without_a_home_folder_everything_but_settings_and_history_works(homeless, arguments):
    done = homeless(*arguments)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("no home folder: settings and history are off") == 1


def test_a_missing_home_folder_is_reported_once():
    app = App(io.StringIO(), io.StringIO(), io.StringIO(), user_folder=lambda kind: None)
    assert app.config_folder == app.data_folder == Path(NO_FOLDER)
    assert error_output(app).count("set HOME") == 1


def test_a_message_cannot_move_the_cursor(tmp_path):
    app = make_world(tmp_path)
    app.message("a\x1b[2Jb\nc")
    assert "\x1b" not in error_output(app)
    assert error_output(app).splitlines()[1] == "c"


@pytest.mark.parametrize(("term", "shown"), [("xterm", True), ("dumb", False), ("", False)])
def test_a_screen_needs_a_terminal_that_can_move_its_cursor(tmp_path, term, shown):
    assert make_world(tmp_path, TERM=term).screen is shown
    assert not make_world(tmp_path, terminal=False, TERM=term).screen
