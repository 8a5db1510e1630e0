"""The command line. One door: whatever goes wrong ends here as a sentence and an exit code."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

import click

from ..app.context import App, drop_output
from ..errors import EXIT_DONE, EXIT_FAILURE, EXIT_FILE, EXIT_INTERRUPTED, RetrowalkError
from .root import cli


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; errors go to stderr, never as a traceback."""
    app = App.of_process()
    app.debug = "--debug" in arguments
    try:
        code = cli.main(list(arguments), prog_name="retrowalk", standalone_mode=False, obj=app)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has what it wanted
        drop_output()
        return EXIT_DONE
    except (Exception, KeyboardInterrupt) as error:
        if app.debug:
            traceback.print_exc()
        return _tell(app, error)
    return code if isinstance(code, int) else EXIT_DONE


def _points_at_a_place(error: RetrowalkError) -> bool:
    """Whether the message begins with a file's name and line, which editors read."""
    return hasattr(error, "problems")


def _tell(app: App, error: BaseException) -> int:
    """Say what went wrong; returns the exit code that belongs to it."""
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
        app.message(str(error), "" if _points_at_a_place(error) else "retrowalk: ")
        return error.code
    if isinstance(error, OSError):
        what = f"{error.filename}: " if error.filename else ""
        app.message(f"{what}{error.strerror or error}")
        drop_output()
        return EXIT_FILE
    app.message(f"unexpected failure: {type(error).__name__}: {error} (--debug shows where)")
    return EXIT_FAILURE
