import shutil
from pathlib import Path

import pytest

from tests.conftest import make_home, runner, world_of

HISTORY = Path("data", "retrowalk", "history.db")


def added(run, line: str, *more: str) -> None:
    done = run("history", "add", line, *more)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def three_walks(tmp_path_factory, fork_server) -> Path:
    """Return the history of three walks."""
    home = make_home(tmp_path_factory.mktemp("walks"))
    run = runner(world_of(home), home, fork_server)
    added(run, "intervals", "--began", "2026-11-03 18:30", "--note", "by the river")
    added(run, "12f 5b", "--began", "2026-11-04", "--effort", "4", "--pain", "0", "--no-stumble")
    added(run, "start-small", "--rounds", "5")
    return home / HISTORY


@pytest.fixture
def some(run, home, three_walks):
    """Run the program with a history of three walks."""
    shutil.copy(three_walks, home / HISTORY)
    return run
