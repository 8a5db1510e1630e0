"""The report of `retrowalk doctor`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TextIO


@dataclass(frozen=True)
class Check:
    """The result of one check.

    `found` describes what is there, `advice` what to do if it does not work. Without `needed`
    the program works without it. `seconds` is how long it took to answer, if measured.
    """

    area: str
    name: str
    well: bool
    found: str
    advice: str = ""
    needed: bool = True
    seconds: float | None = None


def print_checks(out: TextIO, checks: Sequence[Check], output: str) -> None:
    """Print the checks by area; `output` is the sound output that a walk would use."""
    for area, group in groupby(checks, lambda check: check.area):
        out.write(f"{area.capitalize()}\n")
        for check in group:
            mark = "ok" if check.well else "!!" if check.needed else "--"
            took = f" ({check.seconds * 1000:.0f} ms)" if check.seconds is not None else ""
            out.write(f"  {mark}  {check.name}: {check.found}{took}\n")
            if check.advice and not check.well:
                out.write(f"        {check.advice}\n")
        if area == "sound":
            out.write(f"  ->  a walk would use: {output}\n")
    out.flush()
