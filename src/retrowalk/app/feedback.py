"""After a walk: its summary, and the one line that asks how it was."""

from __future__ import annotations

import re
import select
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, TextIO

from ..core.events import Outcome
from ..core.summary import Summary
from ..errors import RetrowalkError
from .context import App, drop_output, is_terminal
from .history_access import open_history

if TYPE_CHECKING:
    from ..history.record import Feedback
    from ..screen.theme import Theme

ASK_WITHIN = 60.0
"""Seconds after which the question is taken back: whoever has gone away is not waited for."""
ASK_WITHIN_AT_LEAST = 5.0
"""The same after the shortest walks; there it is half as long as the walk was."""
SHORTEST = 3.0
"""Seconds that an answer takes: where the next bout begins sooner there is no question."""
WORTH_ASKING = timedelta(minutes=1)
"""After a walk that was ended sooner than this there is nothing to ask."""
QUESTION = "Effort 0-10, pain 0-10, a stumble y/n? As in: 3 0 n. Enter skips: "
_ANSWER = re.compile(r"(\d{1,2})(?:[ ,;/]+(\d{1,2}))?(?:[ ,;/]+(y|yes|n|no))?", re.IGNORECASE)


def report(
    out: TextIO,
    summary: Summary,
    theme: Theme,
    weight: float | None,
    not_kept: list[str],
    *,
    bare: bool,
) -> None:
    """Print the summary; a walk that was walked is one even where nobody reads of it."""
    from ..reports.summary import print_summary

    try:
        print_summary(out, summary, theme, weight, bare=bare)
        for trouble in not_kept:
            out.write(f"{trouble}\n")
        out.flush()
    except OSError:
        drop_output()


def ask(app: App, out: TextIO, walk: int, summary: Summary, seconds: float) -> None:
    """Ask how a walk was, and keep the answer; only on a terminal, and only where it is set."""
    if not (app.settings.values["ask-after"] and is_terminal(app.stdin) and is_terminal(out)):
        return
    if seconds < SHORTEST:
        return
    ended = summary.outcome is Outcome.ENDED and summary.total >= WORTH_ASKING
    if summary.outcome is not Outcome.COMPLETED and not ended:
        return
    walked = summary.total.total_seconds()
    seconds = min(seconds, max(ASK_WITHIN_AT_LEAST, walked / 2))
    try:
        feeling = _answer(app, out, seconds)
        if feeling is not None:
            with open_history(app) as walks:
                walks.set_feedback(walk, feeling)
    except (KeyboardInterrupt, EOFError):
        out.write("\n")
    except RetrowalkError as error:
        app.message(str(error))
    except OSError:  # the terminal has gone
        pass


def _answer(app: App, out: TextIO, seconds: float) -> Feedback | None:
    """What was answered; None for nothing. What cannot be read is asked for once more."""
    for _ in range(2):
        out.write(QUESTION)
        out.flush()
        line = _line(app.stdin, seconds)
        if line is None:
            out.write("\n")
            return None
        if not line.strip():
            return None
        if feeling := feeling_of(line):
            return feeling
        out.write("Two numbers from 0 to 10, and y or n.\n")
    return None


def _line(stdin: TextIO, seconds: float) -> str | None:
    """The next line; None when the time has passed or there are no more."""
    if sys.platform != "win32" and not select.select([stdin], [], [], seconds)[0]:
        return None
    return stdin.readline() or None


def feeling_of(line: str) -> Feedback | None:
    """Effort, pain and stumble as they are written in one line; None where it is none."""
    from ..history.record import Feedback

    match = _ANSWER.fullmatch(line.strip())
    if not match:
        return None
    effort, pain = (None if part is None else int(part) for part in match.groups()[:2])
    if max(effort or 0, pain or 0) > 10:
        return None
    stumble = None if match[3] is None else match[3].lower().startswith("y")
    return Feedback(effort, pain, stumble)
