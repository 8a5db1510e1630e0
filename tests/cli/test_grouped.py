import click

from retrowalk.cli.grouped import GroupedCommand, HeadedOption


def test_options_are_listed_by_heading_and_the_others_last():
    command = GroupedCommand(
        "x",
        params=[
            click.Option(["--plain"], help="No heading."),
            HeadedOption(["--loud"], heading="Sound", help="Louder."),
            HeadedOption(["--big"], heading="Screen", help="Bigger."),
            HeadedOption(["--soft"], heading="Sound", help="Softer."),
            click.Argument(["file"]),
        ],
    )
    shown = command.get_help(click.Context(command, info_name="x"))
    words = ["Sound:", "--loud", "--soft", "Screen:", "--big", "Options:", "--plain", "--help"]
    places = [shown.index(word) for word in words]
    assert places == sorted(places)


def test_a_heading_without_options_is_left_out():
    command = GroupedCommand("x", add_help_option=False)
    assert "Options:" not in command.get_help(click.Context(command))
