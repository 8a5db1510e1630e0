import click
import pytest

from retrowalk import setting_kinds, setting_table
from retrowalk.cli.options import running_options, setting_option
from retrowalk.cli.param_types import SettingNumber

FLAGS = ["lead-in", *(name for name, s in setting_table.SETTINGS.items() if s.flag)]


@pytest.mark.parametrize("name", FLAGS)
def test_each_setting_with_a_flag_has_an_option_that_accepts_the_same_values(name):
    setting = setting_table.SETTINGS[name]
    option = setting_option(name)
    assert option.name == setting.parameter
    assert option.default in (None, option.get_default(click.Context(click.Command("x"))))
    match setting.kind:
        case setting_kinds.Choice(words):
            assert isinstance(option.type, click.Choice)
            assert tuple(option.type.choices) == words
        case setting_kinds.Number():
            assert isinstance(option.type, SettingNumber)
        case setting_kinds.Switch():
            assert option.is_flag


def test_without_the_flag_a_switch_is_not_given():
    command = click.Command("x", params=running_options(), callback=lambda **flags: flags)
    flags = command.main([], standalone_mode=False)
    assert flags["voice"] is None
    assert flags["reduced_motion"] is None
    assert command.main(["--no-voice"], standalone_mode=False)["voice"] is False
