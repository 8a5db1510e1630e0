"""How many colours a terminal has."""

from __future__ import annotations

import os
from collections.abc import Mapping

from rich.color import ColorSystem


def colour_system(environment: Mapping[str, str] = os.environ) -> ColorSystem | None:
    """What a terminal of this environment can show; None where the user wants none (NO_COLOR).

    Goes by the same variables as Rich, whose console takes too long to load before the first
    frame.
    """
    if environment.get("NO_COLOR"):
        return None
    term = environment.get("TERM", "").lower()
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit") or os.name == "nt":
        return ColorSystem.TRUECOLOR
    if term.endswith(("256color", "kitty", "direct")):
        return ColorSystem.EIGHT_BIT
    return ColorSystem.STANDARD
