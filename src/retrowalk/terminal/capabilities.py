"""What a terminal can show: how many colours, and Unicode."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.color import ColorSystem

MONOCHROME = ("vt1", "vt2", "vt3", "vt52", "hpterm", "wyse")
"""Prefixes of TERM for terminals without colours."""
NEVER = ("0", "false")


def colour_system(environment: Mapping[str, str] = os.environ) -> ColorSystem | None:
    """Return the colours that a terminal shows; None if it has none or the user wants none.

    NO_COLOR overrides FORCE_COLOR (1, 2 and 3: at least 16, 256 and all colours), which overrides
    TERM and COLORTERM. Rich uses the same variables, but its console takes too long to load before
    the first frame.
    """
    forced = environment.get("FORCE_COLOR", "")
    if environment.get("NO_COLOR") or forced.lower() in NEVER:
        return None
    found = _of_terminal(environment)
    if not forced:
        return found
    from rich.color import ColorSystem

    forced_systems = {
        "1": ColorSystem.STANDARD,
        "2": ColorSystem.EIGHT_BIT,
        "3": ColorSystem.TRUECOLOR,
    }
    least = forced_systems.get(forced, ColorSystem.STANDARD)
    return max(found or least, least)


def _of_terminal(environment: Mapping[str, str]) -> ColorSystem | None:
    from rich.color import ColorSystem

    term = environment.get("TERM", "").lower()
    if term.startswith(MONOCHROME) or term.endswith(("-m", "-mono")):
        return None
    has_all = environment.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    if has_all or sys.platform == "win32":
        return ColorSystem.TRUECOLOR
    if term.endswith("direct"):
        return ColorSystem.TRUECOLOR
    if term.endswith(("256color", "kitty", "ghostty", "alacritty", "foot")):
        return ColorSystem.EIGHT_BIT
    return ColorSystem.STANDARD


def shows_unicode(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the locale allows Unicode characters.

    Python writes UTF-8 in the C locale too, whatever the terminal can show, and then sets
    LC_CTYPE itself; LANG shows what the user chose. A locale that is not set at all is ignored.
    """
    if environment.get("PYTHONIOENCODING") or environment.get("PYTHONUTF8") == "1":
        return True
    set_by_python = environment.get("LC_CTYPE", "") in ("C.UTF-8", "C.utf8", "UTF-8")
    order = ("LC_ALL", "LANG", "LC_CTYPE") if set_by_python else ("LC_ALL", "LC_CTYPE", "LANG")
    locale = next((environment[name] for name in order if environment.get(name)), "")
    locale = locale.upper().replace("-", "")
    if not locale or sys.platform == "win32":
        return True
    return "UTF8" in locale or ("." not in locale and locale not in ("C", "POSIX"))
