"""The outside world in one object, so that tests can hand in another."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ..terminal.capabilities import shows_unicode
from .names import COMMANDS

if TYPE_CHECKING:
    from ..presets.library import Library
    from ..screen.theme import Theme
    from ..settings import Settings


@dataclass
class App:
    """Standard streams, the user's folders, and the presets found in them."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    debug: bool = False
    _warned: set[Path] = field(default_factory=set)

    @classmethod
    def of_process(cls) -> App:
        """The world of this process; output that cannot be encoded is replaced, never fatal."""
        for name in ("stdin", "stdout", "stderr"):
            if getattr(sys, name) is None:  # closed by whoever started the program
                setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w"))  # noqa: SIM115
            elif name != "stdin" and hasattr(getattr(sys, name), "reconfigure"):
                stream = getattr(sys, name)
                shown = is_terminal(stream) and not shows_unicode()
                stream.reconfigure(encoding="ascii" if shown else None, errors="replace")
        return cls(sys.stdin, sys.stdout, sys.stderr)

    @cached_property
    def config_folder(self) -> Path:
        """Where the user's settings and presets are."""
        import platformdirs

        return platformdirs.user_config_path("retrowalk", appauthor=False)

    @cached_property
    def settings(self) -> Settings:
        """What the user has set. Raises `ConfigError`."""
        from ..settings import read_settings

        return read_settings(self.config_folder)

    @property
    def theme(self) -> Theme:
        """Return the theme from the settings, in the colours this terminal has."""
        from ..screen.theme import theme_for
        from ..terminal.capabilities import colour_system

        return theme_for(self.settings.values["theme"], colour_system())

    @cached_property
    def data_folder(self) -> Path:
        """Where the program should_record what it makes."""
        import platformdirs

        return platformdirs.user_data_path("retrowalk", appauthor=False)

    @property
    def history_file(self) -> Path:
        """Where walks are kept."""
        return self.data_folder / "history.db"

    @cached_property
    def cache_folder(self) -> Path:
        """Where the program should_record what it can make again."""
        import platformdirs

        return platformdirs.user_cache_path("retrowalk", appauthor=False)

    @cached_property
    def library(self) -> Library:
        """The presets that ship, and the user's own."""
        from ..presets.library import Library

        return Library(self.config_folder / "presets", COMMANDS)

    def message(self, message: str, who: str = "retrowalk: ") -> None:
        """Say something on stderr; nothing in it can move the terminal's cursor."""
        from ..sanitize import printable

        lines = [printable(line) for line in f"{who}{message}".splitlines()]
        try:
            self.stderr.write("\n".join(lines) + "\n")
            self.stderr.flush()
        except (OSError, ValueError):  # nobody is there to be told
            pass

    def warn_of_broken_presets(self) -> None:
        """One line on stderr for each preset file that cannot be used, once."""
        for path, reason in self.library.broken.items():
            if path not in self._warned:
                self._warned.add(path)
                self.message(f"warning: {path} is left out: {reason}")

    @property
    def on_terminal(self) -> bool:
        """Whether there is a screen to draw on and a keyboard to read."""
        return self.screen and is_terminal(self.stdin)

    @property
    def screen(self) -> bool:
        """Whether the output is a terminal on which a cursor can be moved."""
        term = os.environ.get("TERM", "" if os.name != "nt" else "windows")
        return is_terminal(self.stdout) and term not in ("dumb", "unknown", "")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is there and is a terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def drop_output() -> None:
    """Keep the interpreter from writing what is still buffered when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        pass
