"""The progress of a walk: where an interrupted one resumes."""

from __future__ import annotations
