import pytest

from retrowalk.app.progress import SHOWN_AFTER, progress
from tests.app.worlds import Terminal, error_output, world


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    made = world(tmp_path)
    made.stderr = Terminal()
    return made


def test_a_bar_appears_after_a_second_and_is_erased_at_the_end(app):
    with progress(app, "walk.mp3") as update:
        update(0.2)
        app.clock.move(SHOWN_AFTER - 0.01)
        update(0.4)
        assert error_output(app) == ""
        app.clock.move(0.02)
        update(0.5)
        assert "walk.mp3" in error_output(app)
        assert "50%" in error_output(app)
    assert error_output(app).endswith("\x1b[2K")


def test_a_bar_is_drawn_at_most_ten_times_a_second(app):
    with progress(app, "walk.mp3") as update:
        app.clock.move(SHOWN_AFTER + 0.01)
        update(0.5)
        app.clock.move(0.05)
        update(0.6)
        assert "50%" in error_output(app)
        assert "60%" not in error_output(app)


def test_only_a_terminal_gets_a_bar(app, tmp_path):
    app = world(tmp_path)
    with progress(app, "walk.mp3") as update:
        app.clock.move(60)
        update(0.5)
    assert error_output(app) == ""
