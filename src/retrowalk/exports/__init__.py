"""Write a session as audio, a web page, a watch workout, a calendar, a picture or a table."""

from __future__ import annotations

from .formats import FORMATS, Format, Options, OutputFile, ProgressCallback
from .reminders import Schedule
from .write import write

__all__ = ["FORMATS", "Format", "Options", "OutputFile", "ProgressCallback", "Schedule", "write"]
