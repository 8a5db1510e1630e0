from datetime import timedelta

import click
import pytest

from retrowalk.app.context import App
from retrowalk.cli.command_table import COMMANDS
from retrowalk.cli.root import cli
from retrowalk.cli.session_command import SessionCommand
from retrowalk.errors import UsageError
from retrowalk.presets.preset import RUNNER_FLAGS, Option


def test_no_option_of_a_preset_can_take_the_name_of_a_flag():
    ctx = click.Context(cli, obj=App.of_process())
    commands = [cli.get_command(ctx, name) for name in (*COMMANDS, "intervals")]
    params = [p for c in commands if isinstance(c, SessionCommand) for p in c.params]
    flags = {word for p in params for word in (*p.opts, *p.secondary_opts)}
    own = {word[2:] for word in flags if word.startswith("--")}
    assert "lead-in" in own
    assert own - RUNNER_FLAGS == set()


MINUTES = Option("x", "duration", timedelta(0), timedelta(minutes=1), timedelta(minutes=5))


def test_a_value_in_the_range_is_parsed():
    assert MINUTES.parse("90s") == timedelta(seconds=90)
    assert MINUTES.parse("5m") == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("text", "message"),
    [("59s", "59s is less than the minimum, 1m"), ("6m", "6m is more than the maximum, 5m")],
)
def test_a_value_out_of_range_is_refused_with_the_limit(text, message):
    with pytest.raises(UsageError, match=message):
        MINUTES.parse(text)
