"""A session in other forms, to be taken along: audio, a page, a watch's workout, a calendar."""

from __future__ import annotations

from .catalog import FORMS, Entry
from .formats import Options, Part, ProgressCallback
from .reminders import Schedule
from .write import write

__all__ = ["FORMS", "Entry", "Options", "Part", "ProgressCallback", "Schedule", "write"]
