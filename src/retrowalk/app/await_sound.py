"""Wait before a walk until its first sound will be heard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from ..core.commands import Command
from ..loop import Controls
from .options import WalkOptions

if TYPE_CHECKING:
    from ..playback.controller import CuePlayer

POLL = 0.1
"""Seconds between checks whether the sound device is open."""


def await_sound(
    player: CuePlayer,
    options: WalkOptions,
    lead_in: timedelta,
    controls: Controls,
    redraw: Callable[[], None],
) -> Command | None:
    """Open the sound device and wait: headphones that sleep need time to wake.

    A walk that starts at a given time waits until its lead-in is due. Return the command that ended
    the wait, if any. A rehearsal does not wait.
    """
    if options.speed != 1:
        return None
    if not options.mute:
        player.open(lead_in)
    while (left := _seconds_left(player, options, lead_in)) > 0:
        if command := controls.wait(min(left, POLL)):
            return command
        redraw()
    return None


def _seconds_left(player: CuePlayer, options: WalkOptions, lead_in: timedelta) -> float:
    if options.starts_in is None:
        return player.ready_in()
    return (options.starts_in() - lead_in).total_seconds()
