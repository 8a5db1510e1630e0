import pytest


def added(run, line: str, *more: str) -> None:
    done = run("history", "add", line, *more)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def some(run):
    """A history of three walks."""
    added(run, "intervals", "--began", "2026-11-03 18:30", "--note", "by the river")
    added(run, "12f 5b", "--began", "2026-11-04", "--effort", "4", "--pain", "0", "--no-stumble")
    added(run, "start-small", "--rounds", "5")
    return run
