"""Commands whose help lists options under headings."""

from __future__ import annotations

from typing import Any

import click

OTHER = "Options"
"""The last heading, for options without one of their own."""


class HeadedOption(click.Option):
    """An option that help lists under a heading."""

    def __init__(self, *args: Any, heading: str = OTHER, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heading = heading


class GroupedCommand(click.Command):
    """A command that lists its options by heading, in the order in which headings first occur."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under their headings."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record and isinstance(param, click.Option):
                heading = param.heading if isinstance(param, HeadedOption) else OTHER
                groups.setdefault(heading, []).append(record)
        others = groups.pop(OTHER, [])
        for heading, rows in [*groups.items(), (OTHER, others)]:
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)
