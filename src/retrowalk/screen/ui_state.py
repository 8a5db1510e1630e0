"""The state of the screen besides the walk: sound, messages, help."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(eq=False, repr=False)
class Ui:
    """The state of the screen set by keys and settings; the controls change it during a walk.

    With `flash` the whole screen takes the direction's colour for a second at a change; with
    `still` only the time and its bars move. `ending` means that the walker is asked whether to end
    the walk. `answer` confirms the last key and is shown for two seconds instead of `notice`.
    `help_from` is the first line of the help that is shown.
    """

    muted: bool = False
    volume: int = 100
    flash: bool = False
    still: bool = False
    help: bool = False
    help_from: int = 0
    ending: bool = False
    answer: str = ""
    notice: str = ""
    speed: float = 1.0
    units: str = "km/h"

    @property
    def message(self) -> str:
        """Return the message to show now."""
        return self.answer or self.notice

    @property
    def sound(self) -> str:
        """Return "muted" or the volume, or "" if the volume is the default."""
        if self.muted:
            return "muted"
        return f"volume {self.volume} %" if self.volume != 100 else ""

    def without_help(self) -> Ui:
        """Return the state with the help closed."""
        return replace(self, help=False)
