"""Check a session without walking it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from ..core.limits import findings
from ..core.session import Session
from ..errors import RetrowalkError
from ..presets import builder
from ..presets.diagnostics import Invalid
from ..sanitize import printable
from .context import App
from .sources import open_source

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Problem:
    """A problem of a session; `line` and `column` are those of its file, if known."""

    level: str
    line: int | None
    column: int | None
    message: str
    hint: str | None = None


@dataclass(frozen=True)
class CheckResult:
    """What was found in one source. `report` is the text to print if it cannot be read."""

    source: str
    problems: tuple[Problem, ...] = ()
    report: str = ""

    @property
    def valid(self) -> bool:
        """Whether the session can be walked."""
        return all(problem.level == WARNING for problem in self.problems)

    @property
    def has_position(self) -> bool:
        """Whether the report starts with file and line."""
        return any(problem.line for problem in self.problems)

    def data(self) -> dict[str, Any]:
        """Return the result as JSON data."""
        return {
            "source": printable(self.source),
            "valid": self.valid,
            "problems": [asdict(problem) for problem in self.problems],
            "report": self.report,
        }


def check_source(app: App, source: str, *, i_know: bool = False) -> CheckResult:
    """Check a preset, session file or line. With `i_know`, exceeded limits are warnings."""
    try:
        session = builder.build(open_source(app, source), {})
        return CheckResult(source, tuple(_problems(app, session, i_know)))
    except Invalid as error:
        problems = tuple(
            Problem(ERROR, p.position.line, p.position.column, p.message, p.hint or None)
            for p in error.problems
        )
        return CheckResult(source, problems, str(error))
    except RetrowalkError as error:
        return CheckResult(source, (Problem(ERROR, None, None, str(error)),), str(error))


def _problems(app: App, session: Session, i_know: bool) -> Iterator[Problem]:
    for finding in findings(session):
        level = ERROR if finding.refused and not i_know else WARNING
        yield Problem(level, None, None, finding.message)
    if any(segment.say for segment in session.segments):
        from .sound_setup import voice_warnings

        for warning in voice_warnings(app, session):
            yield Problem(WARNING, None, None, warning)
