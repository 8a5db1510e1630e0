"""Keys and lines become commands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import cast

import pytest

from retrowalk.core.commands import Command, Verb
from retrowalk.screen.controls import KeyControls
from retrowalk.screen.ui_state import Ui
from retrowalk.terminal.inputs import HANGUP, LINE, Inputs
from retrowalk.terminal.keys import KeyDecoder

PLACES = {"3": 2, "r2": 5}


class Keys:
    """Gives keys in order, without waiting."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = iter(keys)

    def next(self, seconds: float | None) -> str:
        return next(self.keys, "")


def typed(*keys: str) -> tuple[list[Command | None], Ui]:
    ui = Ui()
    controls = KeyControls(cast("Inputs", Keys(keys)), ui, find=PLACES.get)
    return [controls.wait(1.0) for _ in keys], ui


def test_g_and_a_number_go_to_a_segment():
    commands, ui = typed("g", "3", "enter")
    assert commands == [None, None, Command(Verb.JUMP, index=2)]
    assert ui.answer == ""


def test_g_and_r_with_a_number_go_to_a_round():
    commands, _ = typed("g", "r", "2", "enter")
    assert commands[-1] == Command(Verb.JUMP, index=5)


def test_what_is_typed_is_shown_and_can_be_corrected():
    _, ui = typed("g", "3", "4")
    assert ui.answer.endswith("34_")
    commands, ui = typed("g", "3", "4", "erase", "enter")
    assert commands[-1] == Command(Verb.JUMP, index=2)


def test_a_jump_to_a_nonexistent_place_is_reported():
    commands, ui = typed("g", "9", "enter")
    assert commands[-1] is None
    assert ui.answer == "there is no 9"


@pytest.mark.parametrize("key", ["escape", "x", "?"])
def test_any_other_key_cancels(key):
    commands, ui = typed("g", "3", key, "enter")
    assert commands == [None] * 4
    assert not ui.answer.endswith("_")


@pytest.mark.parametrize(
    ("key", "verb"), [("space", Verb.TOGGLE), ("page-down", Verb.NEXT), ("q", Verb.PAUSE)]
)
def test_a_command_while_typing_is_carried_out(key, verb):
    commands, ui = typed("g", key)
    assert commands[-1] is not None
    assert commands[-1].verb is verb
    assert ui.ending is (key == "q")


def test_a_hang_up_while_typing_still_ends_the_walk():
    commands, _ = typed("g", HANGUP)
    assert commands[-1] is not None
    assert commands[-1].verb is Verb.END


def test_lines_on_standard_input_jump_and_mark_laps():
    commands, _ = typed(f"{LINE}goto r2", f"{LINE}lap", f"{LINE}extend -30s")
    assert commands == [
        Command(Verb.JUMP, index=5),
        Command(Verb.LAP),
        Command(Verb.EXTEND, by=-timedelta(seconds=30)),
    ]


@pytest.mark.parametrize(
    ("key", "verb"),
    [
        ("page-down", Verb.NEXT),
        ("page-up", Verb.PREVIOUS),
        (".", Verb.TOGGLE),
        ("b", Verb.TOGGLE),
        ("space", Verb.TOGGLE),
        ("r", Verb.REPEAT),
    ],
)
def test_remotes_and_pedals_send_keys_that_are_commands(key, verb):
    assert typed(key)[0] == [Command(verb)]


def test_start_and_end_show_buttons_of_remotes_do_nothing():
    decoder = KeyDecoder()
    keys = decoder.feed(b"\x1b[15~\x1b[15;2~\x1b", 0) + decoder.flush(1)
    assert keys == ["escape"]
    assert typed(*keys)[0] == [None]


def test_a_key_that_bounces_counts_once(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("retrowalk.clock.now", lambda: now[0])
    keys = ["n", "n", "page-down", "p", "n", "n"]
    controls = KeyControls(cast("Inputs", Keys(keys)), Ui(), debounce=0.3)
    verbs = []
    for seconds in (0, 0.1, 0.29, 0.3, 0.31, 1.0):
        now[0] = 100 + seconds
        command = controls.wait(1.0)
        verbs.append(command and command.verb)
    assert verbs == [Verb.NEXT, None, None, Verb.PREVIOUS, Verb.NEXT, Verb.NEXT]


@pytest.mark.parametrize("line", ["repeat", "toggle", "next"])
def test_lines_are_commands_too_and_never_bounce(line):
    commands, _ = typed(LINE + line, LINE + line)
    assert commands == [Command(Verb(line))] * 2
