"""The state of the screen besides the walk: sound, messages, help."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(eq=False, repr=False)
class Ui:
    """The state of the screen, from the settings, and changed by keys during a walk.

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
        """The message to show now."""
        return self.answer or self.notice

    @property
    def sound(self) -> str:
        """The volume, or "muted"; empty if it is the default."""
        if self.muted:
            return "muted"
        return f"volume {self.volume} %" if self.volume != 100 else ""

    def show_notice(self, notice: str) -> None:
        """Show a notice whenever no key has just been confirmed; "" removes it."""
        self.notice = notice

    def confirm(self, answer: str) -> None:
        """Show the confirmation of a key; "" removes it."""
        self.answer = answer

    def ask_to_end(self, ending: bool) -> None:
        """Ask whether to end the walk, or stop asking."""
        self.ending = ending

    def toggle_mute(self) -> None:
        """Turn the sound off or on."""
        self.muted = not self.muted

    def change_volume(self, by: int) -> bool:
        """Change the volume between 0 and 100 percent; return whether it is another one."""
        before, self.volume = self.volume, max(0, min(100, self.volume + by))
        return self.volume != before

    def press_help(self, key: str) -> bool:
        """Open, scroll or close the help; return whether the key was for it."""
        if not self.help and key != "?":
            return False
        if key in ("?", "escape", "q"):
            self.help, self.help_from = not self.help, 0
        elif key in ("up", "down"):
            self.help_from = max(0, self.help_from + (1 if key == "down" else -1))
        return key in ("?", "escape", "q", "up", "down")

    def without_help(self) -> Ui:
        """Return the state with the help closed."""
        return replace(self, help=False)
