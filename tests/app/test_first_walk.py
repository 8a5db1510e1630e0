import json
import re

import pytest

NOW = ("--sound", "off")


@pytest.fixture
def mark(home):
    """Return the file that marks the page as shown, after removing it."""
    path = home / "data" / "retrowalk" / "safety-page-shown"
    path.unlink()
    return path


def test_the_page_waits_for_a_key_before_the_first_walk(terminal, mark):
    program = terminal("start-small", *NOW, size=(80, 60))
    shown = program.wait("Before you walk backward")
    for words in ("doctor or physiotherapist", "flat, dry", "Stop the belt", "chest pain"):
        assert words in shown
    program.send("\r")
    program.wait("GET READY")
    assert mark.exists()
    program.send("qq")
    assert program.end() == 3
    second = terminal("start-small", *NOW)
    second.wait("GET READY")
    assert "doctor" not in second.text()


def test_a_small_window_shows_the_page_in_parts(terminal, mark):
    program = terminal("start-small", *NOW, size=(50, 15))
    program.wait("1 of")
    assert not mark.exists()
    for _ in range(8):
        program.send("\r")
    program.wait("GET READY")
    assert mark.exists()


def test_leaving_the_page_with_q_does_not_mark_it_as_shown(terminal, mark):
    program = terminal("start-small", *NOW, size=(50, 15))
    program.wait("Before you walk backward")
    program.send("q")
    assert program.end() == 3
    assert not program.alternate
    assert not mark.exists()


def test_an_explicit_lead_in_keeps_its_length(terminal, mark):
    program = terminal("start-small", *NOW, "--lead-in", "6")
    program.wait("GET READY")
    assert b"Before you walk backward" in program.written
    assert mark.exists()


def test_a_rehearsal_on_the_screen_does_not_count_as_shown(terminal, mark):
    program = terminal("run", "10s b", *NOW, "--rehearse", "60")
    assert program.end() == 0
    assert b"Before you walk backward" in program.written
    assert not mark.exists()


@pytest.mark.parametrize("flags", [("--rehearse", "600"), ("--rehearse", "600", "--lead-in", "0")])
def test_without_a_terminal_the_page_is_written_to_stderr_once(run, mark, flags):
    first = run("start-small", *NOW, *flags)
    assert first.stderr.startswith("Before you walk backward\n")
    assert "Before you walk backward" not in first.stdout
    assert run("start-small", *NOW, *flags).stderr == ""


def test_plain_output_gets_the_long_lead_in_too(terminal, mark):
    program = terminal("start-small", *NOW, "--plain")
    program.wait("Starting in 20 s.")
    assert "Stop at once" in program.text()
    program.send("qq")
    program.end()


def test_the_page_is_shown_again_if_its_mark_cannot_be_saved(run, home, world, mark):
    mark.parent.rmdir()
    mark.parent.write_text("in the way")
    for _ in range(2):
        done = run("start-small", *NOW, "--rehearse", "600")
        assert done.returncode == 0
        assert "Before you walk backward" in done.stderr


def test_the_page_is_shown_again_on_demand(run):
    shown = run("safety").stdout
    assert shown.startswith("Before you walk backward\n")
    points = (
        "dizziness", "heart condition", "stroke", "numb feet", "brittle bones", "pregnant",
        "70 or older", "supervision", "kerbs", "pets", "closed shoes", "wall or rail", "headphones",
        "small, slow steps", "look behind", "safety key", "lowest speed", "incline",
        "does not control or stop", "emergency number", "not medical advice", "rough estimates",
    )  # fmt: skip
    words = " ".join(shown.lower().split())
    assert [point for point in points if point not in words] == []


def test_energy_is_shown_only_with_a_weight_and_with_its_range(run, world):
    session = '17f 3b {speed="1 mph"}'
    quick = ("--lead-in", "0", "--rehearse", "1200", *NOW)
    assert "kcal" not in run("run", session, *quick).stdout
    world["RETROWALK_WEIGHT"] = "70"
    words = " ".join(run("run", session, *quick).stdout.split())
    assert "about 85 kcal (65 to 105;" in words
    assert "includes resting energy" in words
    assert "less exact from age 60" in words
    assert re.search(r"rough", words)
    assert json.loads(run("plan", session, "--json").stdout)["seconds"] == 1200
