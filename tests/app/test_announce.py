import pytest

from retrowalk.app import announce as module
from retrowalk.app.announce import announce
from retrowalk.app.options import WalkOptions
from retrowalk.core.session import Session
from tests.app.worlds import world, written

SESSION = Session("s", "Start small", ())
SILENT = WalkOptions(mute=True)


@pytest.fixture
def desktop(monkeypatch):
    """Desktop notifications that were shown."""
    shown = []
    monkeypatch.setattr(module, "notify", lambda title, message: shown.append((title, message)))
    return shown


def test_a_terminal_notification_replaces_the_desktop_one(tmp_path, desktop):
    app = world(tmp_path)
    announce(app, SESSION, SILENT)
    assert written(app).count("\x1b]9;") == 1
    assert "Start small: Get ready." in written(app)
    assert desktop == []


@pytest.mark.parametrize("term", ["linux", "vt220", "dumb"])
def test_a_terminal_that_would_print_the_sequence_gets_none(tmp_path, desktop, term):
    app = world(tmp_path, TERM=term)
    announce(app, SESSION, SILENT)
    assert written(app) == ""
    assert desktop == [("Start small", "Get ready.")]


@pytest.mark.parametrize("term", ["xterm-256color", "linux"])
def test_without_notify_nothing_notifies(tmp_path, desktop, term):
    app = world(tmp_path, TERM=term, RETROWALK_NOTIFY="false")
    announce(app, SESSION, SILENT)
    assert written(app) == ""
    assert desktop == []


def test_plain_mode_sends_a_desktop_notification(tmp_path, desktop):
    app = world(tmp_path)
    announce(app, SESSION, WalkOptions(mute=True, plain=True))
    assert written(app) == ""
    assert len(desktop) == 1


def test_a_title_cannot_end_the_escape_sequence(tmp_path, desktop):
    app = world(tmp_path)
    announce(app, Session("s", '7;"calc"\x1b\\\x07', ()), SILENT)
    text = written(app)
    assert text.count("\x1b") == 2
    assert "\x07" not in text
    assert ";7;" not in text
