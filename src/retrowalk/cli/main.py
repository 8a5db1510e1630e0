"""The entry point of the command line: turns every failure into a message and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from ..app.context import App
from ..errors import EXIT_DONE, EXIT_FAILURE, EXIT_FILE, EXIT_INTERRUPTED, RetrowalkError
from ..terminal.streams import drop_output
from .command_table import COMMANDS
from .help import help_width
from .root import cli


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code. Errors are printed to stderr."""
    debug = "--debug" in arguments
    app = App.of_process(reserved_names=frozenset(COMMANDS), debug=debug)
    try:
        code = cli.main(
            list(arguments),
            prog_name="retrowalk",
            standalone_mode=False,
            obj=app,
            terminal_width=help_width(),
        )
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has closed the pipe, as `head` does
        drop_output()
        return EXIT_DONE
    except (Exception, KeyboardInterrupt) as error:
        if app.debug:
            import traceback

            traceback.print_exc()
        return _report(app, error)
    return code if isinstance(code, int) else EXIT_DONE


def _report(app: App, error: BaseException) -> int:
    """Print what went wrong and return the matching exit code."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        app.message("interrupted")
        return EXIT_INTERRUPTED
    if isinstance(error, click.ClickException):
        usage = error.ctx.get_usage() if isinstance(error, click.UsageError) and error.ctx else ""
        app.message(f"{error.format_message()}\n{usage}".rstrip())
        return error.exit_code
    if isinstance(error, RetrowalkError):
        app.message(str(error), "" if _starts_with_position(error) else "retrowalk: ")
        return error.code
    if isinstance(error, OSError):
        place = error.filename or "cannot write to standard output"
        app.message(f"{place}: {error.strerror or error}")
        drop_output()
        return EXIT_FILE
    app.message(f"internal error: {type(error).__name__}: {error} (--debug shows a traceback)")
    return EXIT_FAILURE


def _starts_with_position(error: RetrowalkError) -> bool:
    """Return whether the message starts with file, line and column, which editors parse."""
    return hasattr(error, "problems")
