"""The program's environment in one object, so that tests can substitute another."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO, TextIO

from ..clock import SystemClock
from ..folders import Kind, user_folder
from ..terminal.capabilities import colour_system
from ..terminal.streams import is_terminal, prepare_streams

if TYPE_CHECKING:
    from pathlib import Path

    from rich.color import ColorSystem

    from ..presets.library import Library
    from ..screen.theme import Theme
    from ..settings import Settings
    from ..terminal.background import BackgroundQuestion

NO_FOLDER = os.path.join(os.devnull, "retrowalk")
"""A folder that cannot be read or written, for users without a home folder, as in containers."""


class App:
    """Standard streams, environment, clock, the user's folders, settings and presets.

    `reserved_names` are names of commands, which presets cannot have. `user_folder` returns the
    user's folder of a kind.
    """

    def __init__(
        self,
        stdin: TextIO,
        stdout: TextIO,
        stderr: TextIO,
        environment: Mapping[str, str] = os.environ,
        clock: SystemClock | None = None,
        *,
        debug: bool = False,
        reserved_names: frozenset[str] = frozenset(),
        user_folder: Callable[[Kind], str | None] = user_folder,
    ) -> None:
        self.stdin, self.stdout, self.stderr = stdin, stdout, stderr
        self.environment = environment
        self.clock = clock or SystemClock()
        self.debug = debug
        self.reserved_names = reserved_names
        self._user_folder = user_folder
        self._warned: set[str] = set()
        self._stdin_is_used = False
        self._warned_no_home = False

    @classmethod
    def of_process(
        cls, *, reserved_names: frozenset[str] = frozenset(), debug: bool = False
    ) -> App:
        """Return the App of this process. Output that cannot be encoded is replaced by "?"."""
        prepare_streams()
        return cls(sys.stdin, sys.stdout, sys.stderr, debug=debug, reserved_names=reserved_names)

    @cached_property
    def config_folder(self) -> Path:
        """The folder of the user's settings and presets."""
        return self._path("config")

    @cached_property
    def data_folder(self) -> Path:
        """The folder of the history and other data that the program creates."""
        return self._path("data")

    @cached_property
    def cache_folder(self) -> Path:
        """The folder of files that the program can create again."""
        return self._path("cache")

    def _path(self, kind: Kind) -> Path:
        from pathlib import Path

        return Path(self._folder(kind))

    def _folder(self, kind: Kind) -> str:
        """Return the user's folder of a kind; without a home folder `NO_FOLDER`."""
        if folder := self._user_folder(kind):
            return folder
        if not self._warned_no_home:
            self._warned_no_home = True
            self.message("no home folder: settings and history are off. To use them, set HOME")
        return NO_FOLDER

    @property
    def can_keep_data(self) -> bool:
        """Whether there is a place for the history."""
        return self._folder("data") != NO_FOLDER

    @property
    def history_file(self) -> Path:
        """The database of recorded walks."""
        return self.data_folder / "history.db"

    @cached_property
    def settings(self) -> Settings:
        """The user's settings. Raises `ConfigError`."""
        from ..settings import read_settings

        return read_settings(self.config_folder, self.environment)

    @cached_property
    def hooks(self) -> Mapping[str, list[str]]:
        """The hooks of the settings; {} after a warning if other users can change that file."""
        from ..files import writable_by_others
        from ..settings import FILE

        path = self.config_folder / FILE
        if self.settings.hooks and (found := writable_by_others(path)):
            import shlex

            self.message(
                f"warning: hooks of {path} are ignored because other users can change it:"
                f" chmod go-w {' '.join(map(shlex.quote, map(str, found)))}"
            )
            return {}
        return self.settings.hooks

    @cached_property
    def library(self) -> Library:
        """The presets that come with the program, and the user's own."""
        from ..presets.library import Library

        return Library(os.path.join(self._folder("config"), "presets"), self.reserved_names)

    @property
    def today(self) -> date:
        """Today's date in the local time zone."""
        return self.clock.time().astimezone(self.clock.zone).date()

    @property
    def colours(self) -> ColorSystem | None:
        """The colours that the terminal can show; None for none."""
        return colour_system(self.environment)

    @property
    def theme(self) -> Theme:
        """The styles that the settings and the terminal ask for."""
        from ..screen.theme import theme_for

        name = self.settings.values["theme"]
        if name == "auto":
            name = "light" if self._has_light_background else "default"
        # without colours the terminal need not be asked
        on_light = None if name == "mono" else self._has_light_background
        return theme_for(name, self.colours, on_light=on_light)

    @property
    def _has_light_background(self) -> bool | None:
        """Whether the terminal is light, None if unknown. The terminal is asked at most once."""
        return self.background.is_light() if self.background else None

    @cached_property
    def background(self) -> BackgroundQuestion | None:
        """The question about the terminal's background; None if the answer makes no difference."""
        if not is_terminal(self.stdout) or self.colours is None:
            return None
        from ..terminal.background import BackgroundQuestion

        return BackgroundQuestion(self.keyboard, self.stdout, self.environment)

    def message(self, message: str, prefix: str = "retrowalk: ") -> None:
        """Write a message to stderr; control characters in it are replaced."""
        from ..sanitize import printable

        lines = [printable(line) for line in f"{prefix}{message}".splitlines()]
        try:
            self.stderr.write("\n".join(lines) + "\n")
            self.stderr.flush()
        except (OSError, ValueError):  # stderr is closed
            pass

    def print_line(self, line: str) -> None:
        """Print a line to stdout at once."""
        self.stdout.write(f"{line}\n")
        self.stdout.flush()

    def warn_of_broken_presets(self) -> None:
        """Write one line to stderr for each preset file that cannot be used, once."""
        for path, reason in self.library.broken.items():
            if path not in self._warned:
                self._warned.add(path)
                self.message(f"warning: {path} is ignored: {reason}")

    @property
    def on_terminal(self) -> bool:
        """Whether there is both a screen to draw on and a keyboard."""
        return self.screen and self.keyboard is not None

    @property
    def screen(self) -> bool:
        """Whether stdout is a terminal whose cursor can be moved."""
        term = self.environment.get("TERM", "" if sys.platform != "win32" else "windows")
        return is_terminal(self.stdout) and term not in ("dumb", "unknown", "")

    def open_stdin(self) -> BinaryIO:
        """Return standard input, to be read to its end. From then on it gives no commands."""
        self._stdin_is_used = True
        return self.stdin.buffer

    def note_source(self, path: str) -> None:
        """Take no commands from standard input if it is this file, as with /dev/stdin."""
        try:
            self._stdin_is_used |= os.path.samestat(os.stat(path), os.fstat(self.stdin.fileno()))
        except (OSError, ValueError):
            pass

    @cached_property
    def keyboard(self) -> TextIO | None:
        """The terminal to read keys from, None without one.

        That is standard input, or the controlling terminal if a session came from standard input.
        """
        if is_terminal(self.stdin):
            return self.stdin
        if not (self._stdin_is_used and is_terminal(self.stdout)):
            return None
        try:
            return open("CONIN$" if sys.platform == "win32" else "/dev/tty")
        except OSError:
            return None

    @property
    def stdin_descriptor(self) -> int | None:
        """The descriptor of standard input for commands; None if it has none or was read."""
        if self._stdin_is_used:
            return None
        try:
            return self.stdin.fileno()
        except (OSError, ValueError):
            return None

    @contextmanager
    def nonblocking_output(self) -> Iterator[None]:
        """Make writing to stdout and stderr non-blocking; on exit write what is left."""
        from ..terminal.nonblocking import NonBlockingWriter, nonblocking

        before = self.stdout, self.stderr
        self.stdout, self.stderr = nonblocking(self.stdout), nonblocking(self.stderr)
        try:
            yield
        finally:
            for stream in (self.stdout, self.stderr):
                if isinstance(stream, NonBlockingWriter):
                    stream.finish()
            self.stdout, self.stderr = before
