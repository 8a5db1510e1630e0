"""Start the programme: explain it and ask the safety questions."""

from __future__ import annotations

from ..core.programme import DecisionKind, Phase
from ..core.programme_weeks import DEFAULT_DAYS, FIRST_WEEK, week_name
from ..errors import EXIT_DONE, EXIT_FAILURE, UsageError
from ..reports.programme import UNTESTED
from ..terminal.single_keys import SingleKeys
from .context import App
from .morning import forget_morning
from .programme import decide, load_programme, print_status
from .programme_questions import SECONDS

ADVICE_FIRST = """\
Talk to a doctor or physiotherapist first.
To start after that, or without advice: retrowalk programme start --i-know"""


def start_programme(
    app: App, week: int, days: tuple[int, ...] | None, *, i_know: bool = False
) -> int:
    """Start the programme at a week and print its status.

    Return the exit code: 1 if the walker should get advice first, and it was not started.

    The first start, and one after an answer stopped the programme, say that it is untested and
    ask the safety question. Raises `UsageError` if it cannot be asked.
    """
    before = load_programme(app)
    if not before.decisions or before.status.phase is Phase.HALTED:
        app.print_line(f"{UNTESTED}\n")
        if not i_know and _any_applies(app):
            app.message(ADVICE_FIRST, "")
            return EXIT_FAILURE
    decide(app, DecisionKind.START, week=week, days=days or DEFAULT_DAYS)
    forget_morning(app)
    if week > FIRST_WEEK:
        app.message(
            f"You start at {week_name(week)}: do this only if you have walked backward that much"
            " before.",
            "",
        )
    was = before.status
    if was.phase is Phase.RUNNING and was.week != week:
        name = week_name(was.week)
        app.message(
            f"The programme was in {name}. To go back: retrowalk programme start --week {was.week}",
            "",
        )
    print_status(app)
    return EXIT_DONE


def _any_applies(app: App) -> bool:
    """Ask the safety question; return whether anything on its list applies."""
    from ..cues.safety_text import PAGE, wrapped

    keyboard = app.keyboard
    out = app.stdout
    reasons = PAGE[1]
    out.write("\n".join(wrapped(reasons, 80)) + "\n\n")
    if keyboard is None or not app.on_terminal:
        raise UsageError(
            "the safety question needs a terminal. If nothing on the list applies, add --i-know"
        )
    out.write("Does any of this apply to you? y/n: ")
    out.flush()
    with SingleKeys(keyboard) as keys:
        key = keys.next_of("yn", SECONDS)
    out.write(f"{key or '-'}\n")
    return key != "n"
