"""The result of a walk."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.events import Outcome
from ..core.summary import Summary
from ..durations import clock_text


@dataclass(frozen=True, repr=False)
class WalkResult:
    """The result of a walk.

    `exit_code` is that of the command; `record_id` is the walk's ID in the history, None if it
    was not recorded; `problems` are sentences about what did not work. `stopped_by` is the exit
    code of a signal that ended the questions after the walk, if one did.
    """

    outcome: Outcome
    summary: Summary
    exit_code: int
    record_id: int | None = None
    problems: tuple[str, ...] = ()
    stopped_by: int | None = None

    def __repr__(self) -> str:
        recorded = f", record {self.record_id}" if self.record_id is not None else ""
        return f"<WalkResult {self.outcome} {clock_text(self.summary.total)}{recorded}>"
