"""Start the programme: explain it and ask the safety questions."""

from __future__ import annotations

from ..core.programme import DecisionKind, Phase
from ..core.programme_weeks import FIRST_WEEK, USUAL_DAYS, week_name
from ..errors import UsageError
from ..reports.programme import UNTESTED
from ..terminal.single_keys import SingleKeys
from .context import App
from .morning import forget_morning
from .programme import decide, load_programme
from .programme_questions import SECONDS

ADVICE_FIRST = """\
Talk to a doctor or physiotherapist first.
To start after that, or without it: retrowalk programme start --i-know"""


def start_programme(
    app: App, week: int, days: tuple[int, ...] | None, *, i_know: bool = False
) -> bool:
    """Start the programme at a week; return False if advice comes first.

    The safety questions are asked at the first start, and after an answer stopped the programme.
    Raises `UsageError` if they cannot be asked.
    """
    before = load_programme(app)
    ask = not i_know and (not before.decisions or before.status.phase is Phase.HALTED)
    if ask and _any_applies(app):
        app.message(ADVICE_FIRST, "")
        return False
    decide(app, DecisionKind.START, week=week, days=days or USUAL_DAYS)
    forget_morning(app)
    if week > FIRST_WEEK:
        app.message(
            f"You start at {week_name(week)}: walk it only if you have walked backward as much"
            " before.",
            "",
        )
    return True


def _any_applies(app: App) -> bool:
    """Show what the programme is and ask the safety question; return whether anything applies."""
    from ..cues.safety_text import PAGE, wrapped

    keyboard = app.keyboard
    out = app.stdout
    out.write(f"{UNTESTED}\n\n")
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
