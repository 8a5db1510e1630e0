import sys
from datetime import timedelta

import pytest

from retrowalk.core.session import Direction, Segment, Session
from retrowalk.core.walk import Walk
from retrowalk.integrations import hooks as module
from retrowalk.integrations.hooks import Hooks, fill
from retrowalk.loop import Moment

S = timedelta(seconds=1)
PLAN = Session("p", "P", (Segment(Direction.FORWARD, 300 * S, label="Warm up"),))
WRITE = "import sys; open(sys.argv[1], 'w').write(' '.join(sys.argv[2:]))"


def first_moment() -> Moment:
    walk = Walk(PLAN)
    return Moment(tuple(walk.begin()), walk.view())


@pytest.mark.parametrize(
    ("word", "filled"),
    [
        ("{direction}", "backward"),
        ("walk {direction}!", "walk backward!"),
        ("{label}", ""),
        ("{unknown} {", "{unknown} {"),
        ("{note}", "see {direction} {note}"),
        ("{{direction}}", "{backward}"),
    ],
)
def test_placeholders_are_replaced_by_their_values_once(word, filled):
    details = {"direction": "backward", "label": None, "note": "see {direction} {note}"}
    assert fill([word], details) == [filled]


@pytest.mark.parametrize(
    ("command", "last"),
    [
        (["say", "{label}"], " --version"),
        (["say", "--", "{label}"], "--version"),
        (["say", "--text={label}"], "--text=--version"),
        (["say", "-x"], "-x"),
    ],
)
def test_a_value_that_is_a_whole_argument_is_never_an_option(command, last):
    assert fill(command, {"label": "--version"})[-1] == last


def test_a_hook_runs_with_the_values_of_its_event(tmp_path):
    to = tmp_path / "out"
    command = [sys.executable, "-c", WRITE, str(to), "{direction}", "{label}"]
    hooks = Hooks({"segment-start": command}, PLAN)
    hooks.show(first_moment())
    (_, process), *_ = hooks._running
    process.wait(30)
    assert to.read_text() == "forward Warm up"
    assert hooks.close() == []


def test_a_program_that_fails_or_is_missing_is_reported_at_the_end(monkeypatch):
    monkeypatch.setattr(module, "CLOSE_TIMEOUT", 60)
    hooks = Hooks(
        {"segment-start": [sys.executable, "-c", "exit(3)"], "cue": ["/no/such/program"]}, PLAN
    )
    hooks.show(first_moment())
    missing, failing = sorted(hooks.close())
    assert missing.startswith("hook cue failed: ")
    assert failing == "hook segment-start failed: exit code 3"


def test_the_number_of_hooks_running_at_once_is_limited(monkeypatch):
    monkeypatch.setattr(module, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(module, "CLOSE_TIMEOUT", 0)
    command = [sys.executable, "-c", "input()"]
    hooks = Hooks(
        {"segment-start": [sys.executable, "-c", "import time; time.sleep(60)"], "cue": command},
        PLAN,
    )
    hooks.show(first_moment())
    (_, process), *more = hooks._running
    process.kill()
    assert not more
    assert hooks.close() == ["hook cue failed: too many hooks are still running (1)"]
    process.wait()


@pytest.mark.parametrize("name", ["hook.bat", "C:\\hooks\\Hook.CMD"])
def test_a_batch_file_is_refused_with_the_reason(name):
    session = Session("any", "Any", (Segment(Direction.FORWARD, timedelta(seconds=5)),))
    walk = Walk(session)
    hooks = Hooks({"segment-start": [name, "{label}"]}, session)
    hooks.show(Moment(tuple(walk.begin()), walk.view()))
    (problem,) = hooks.close()
    assert "cmd.exe" in problem
