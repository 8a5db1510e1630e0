"""TODO."""

from __future__ import annotations

from .builder import _expand
from .diagnostics import Diagnostic, Invalid
from .preset import FieldError, Preset, located, read_preset
from .yaml_loader import Document


def read(document: Document, name: str, *, thorough: bool = True) -> Preset:
    """Read a session file and check it whole.

    Raises `Invalid` with all that is wrong, or if not `thorough` with the first thing.
    """
    try:
        preset = read_preset(document, name)
        _expand(preset, {})
    except FieldError as bad:
        raise (explain(document, bad) if thorough else located(document, bad)) from None
    return preset


def explain(document: Document, bad: FieldError) -> Invalid:
    """Everything that is wrong with a document of which `bad` is known."""
    from .checker import problems

    found = problems(document)
    spot = document.locate(bad.path, key=bad.key)
    if not any(problem.spot == spot for problem in found):
        found.append(Diagnostic(spot, bad.message))
    return Invalid(document.text, found)
