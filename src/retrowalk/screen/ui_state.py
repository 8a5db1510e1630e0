"""TODO."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False, repr=False)
class Ui:
    """What the screen shows besides the walk.

    With `flash` the whole screen takes the direction's colour for a second when it changes; with
    `still` nothing moves but the time and what is measured by it.
    `page` is a text that the lead-in shows, for as long as it lasts.
    """

    muted: bool = False
    volume: int = 100
    flash: bool = False
    still: bool = False
    help: bool = False
    notice: str = ""
    page: str = ""
    speed: float = 1.0
    units: str = "km/h"
