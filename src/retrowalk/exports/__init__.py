"""Write sessions as audio, pages, workouts, calendars, pictures and tables; walks as activities."""

from __future__ import annotations

from .formats import FORMATS, Format, Options, OutputFile, ProgressCallback
from .reminders import Schedule
from .write import write

__all__ = ["FORMATS", "Format", "Options", "OutputFile", "ProgressCallback", "Schedule", "write"]
