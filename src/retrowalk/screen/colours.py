"""How many colours a terminal has."""

from __future__ import annotations

import os
from collections.abc import Mapping

from rich.color import ColorSystem

MONOCHROME = ("vt1", "vt2", "vt3", "vt52", "hpterm", "wyse")
"""What the names of terminals without colours begin with."""
FORCED = {"1": ColorSystem.STANDARD, "2": ColorSystem.EIGHT_BIT, "3": ColorSystem.TRUECOLOR}
NEVER = ("0", "false")


def colour_system(environment: Mapping[str, str] = os.environ) -> ColorSystem | None:
    """What a terminal of this environment can show; None where it or the user wants none.

    NO_COLOR goes over FORCE_COLOR (1, 2 and 3: at least 16, 256 and all colours), and that over
    what TERM and COLORTERM say. Goes by the same variables as Rich, whose console takes too long
    to load before the first frame.
    """
    forced = environment.get("FORCE_COLOR", "")
    if environment.get("NO_COLOR") or forced.lower() in NEVER:
        return None
    found = _of_terminal(environment)
    if not forced:
        return found
    least = FORCED.get(forced, ColorSystem.STANDARD)
    return max(found or least, least)


def _of_terminal(environment: Mapping[str, str]) -> ColorSystem | None:
    term = environment.get("TERM", "").lower()
    if term.startswith(MONOCHROME) or term.endswith(("-m", "-mono")):
        return None
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit") or os.name == "nt":
        return ColorSystem.TRUECOLOR
    if term.endswith("direct"):
        return ColorSystem.TRUECOLOR
    if term.endswith(("256color", "kitty", "ghostty", "alacritty", "foot")):
        return ColorSystem.EIGHT_BIT
    return ColorSystem.STANDARD
