from datetime import timedelta

import pytest

from retrowalk.core.commands import Command, Verb
from retrowalk.screen.key_commands import ANSWERS, COMMANDS, command_of, volume_of

PLACES = {"3": 2, "r2": 5}


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("pause", Command(Verb.PAUSE)),
        ("goto 3", Command(Verb.JUMP, index=2)),
        ("goto r2", Command(Verb.JUMP, index=5)),
        ("extend 1m30s", Command(Verb.EXTEND, by=timedelta(seconds=90))),
        ("extend +30s", Command(Verb.EXTEND, by=timedelta(seconds=30))),
        ("extend -30s", Command(Verb.EXTEND, by=timedelta(seconds=-30))),
    ],
)
def test_a_line_is_a_command(line, command):
    assert command_of(line, PLACES.get) == command


@pytest.mark.parametrize("line", ["goto 99", "goto", "extend", "extend soon", "PAUSE", "volume 5"])
def test_another_line_is_not_a_command(line):
    assert command_of(line, PLACES.get) is None


@pytest.mark.parametrize(
    ("line", "volume"),
    [("volume 80", 80), ("volume 0", 0), ("volume", None), ("volume 1000", None)],
)
def test_a_line_sets_the_volume(line, volume):
    assert volume_of(line) == volume


def test_keys_with_a_confirmation_are_commands():
    assert ANSWERS.keys() <= COMMANDS.keys()
