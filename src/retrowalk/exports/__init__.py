"""A session in other forms, to be taken along: audio, a page, a watch's workout, a calendar."""

from __future__ import annotations

from .catalog import FORMS, Entry
from .door import write
from .form import Options, Part, Tell
from .schedule import Schedule

__all__ = ["FORMS", "Entry", "Options", "Part", "Schedule", "Tell", "write"]
