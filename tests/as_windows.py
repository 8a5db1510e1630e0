"""Run the program as on Windows: python -m tests.as_windows KEYS ARGUMENTS...

Features that Windows lacks are removed (fcntl, termios, SIGHUP, fork, ...), and those that it adds
are faked with this system's terminal. KEYS are typed one by one, half a second apart.
"""

import contextlib
import ctypes
import importlib
import importlib.abc
import os
import signal
import sys
import time
import types
from collections.abc import Sequence

# Libraries choose their code for the system on import, so they are imported before the change.
OTHERS = (
    *("click", "click.testing", "click.shell_completion", "platformdirs", "yaml", "pydantic"),
    *("rich.console", "rich.table", "rich.progress", "rich.text", "rich.traceback", "sqlite3"),
    *("zoneinfo", "http.server", "asyncio", "logging.handlers", "importlib.metadata", "shutil"),
    *("xml.etree.ElementTree", "defusedxml.ElementTree", "miniaudio", "playsound3", "segno"),
    *("fitdecode", "icalendar", "soundfile", "multiprocessing", "ssl", "webbrowser", "uuid"),
)

MISSING_MODULES = {"fcntl", "termios", "tty", "pty", "resource", "pwd", "grp", "curses", "syslog"}
MISSING_NAMES = {
    signal: ("SIGHUP", "SIGQUIT", "SIGTSTP", "SIGCONT", "SIGWINCH", "SIGUSR1", "SIGUSR2", "SIGALRM",
             "SIGTTOU", "SIGTTIN", "SIGKILL", "SIGSTOP", "SIGCHLD", "SIGPIPE", "pthread_sigmask"),
    os: ("fork", "getuid", "geteuid", "setsid", "tcgetpgrp", "getpgrp", "ttyname", "mkfifo",
         "O_NONBLOCK", "O_NOCTTY", "set_blocking", "get_blocking", "killpg", "openpty"),
    time: ("clock_gettime", "tzset"),
}  # fmt: skip


class Blocked(importlib.abc.MetaPathFinder):
    """Finds none of the modules that Windows lacks."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        """Refuse a missing module; leave all others to the next finder."""
        if name in MISSING_MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


class Keys:
    """A console on which the given keys are typed, half a second apart."""

    def __init__(self, keys: str) -> None:
        self._keys = keys
        self._due = time.monotonic() + 1.5

    def kbhit(self) -> bool:
        """Return whether a key is ready."""
        return bool(self._keys) and time.monotonic() >= self._due

    def getwch(self) -> str:
        """Return the next key; the letter of an arrow key is ready at once."""
        key, self._keys = self._keys[0], self._keys[1:]
        if key not in "\x00\xe0":
            self._due = time.monotonic() + 0.5
        return key


LOCKED: set[int] = set()


def locking(descriptor: int, mode: int, size: int) -> None:
    """Lock or free a byte, as `msvcrt.locking` does within one process."""
    place = os.lseek(descriptor, 0, os.SEEK_CUR)
    assert size == 1
    if mode == 0:
        LOCKED.discard(place)
    elif place in LOCKED:
        raise PermissionError(13, "Permission denied")
    else:
        LOCKED.add(place)


class Kernel:
    """The console functions of kernel32; remembers the modes that were set."""

    def __init__(self) -> None:
        self.modes = {-10: 0x1F7, -11: 0x3}

    def GetStdHandle(self, number: int) -> int:  # noqa: N802
        """Return a handle: its number."""
        return number

    def GetConsoleMode(self, handle: int, mode: object) -> int:  # noqa: N802
        """Store the mode of a handle in `mode`."""
        mode._obj.value = self.modes[handle]  # type: ignore[attr-defined]
        return 1

    def SetConsoleMode(self, handle: int, mode: int) -> int:  # noqa: N802
        """Set the mode of a handle."""
        self.modes[handle] = mode
        return 1

    def GetLocaleInfoW(self, *arguments: object) -> int:  # noqa: N802
        """Return 0: there are no regional settings."""
        return 0


def become_windows(keys: str) -> Kernel:
    """Change this process so that it looks like one on Windows."""
    if sys.platform == "win32":
        raise NotImplementedError
    kernel = Kernel()
    console = Keys(keys)
    msvcrt = types.ModuleType("msvcrt")
    msvcrt.__dict__.update(
        kbhit=console.kbhit, getwch=console.getwch, getwche=console.getwch, putwch=print,
        locking=locking, LK_UNLCK=0, LK_NBLCK=2, get_osfhandle=lambda descriptor: descriptor,
    )  # fmt: skip
    winapi = types.ModuleType("_winapi")
    winapi.__dict__["PeekNamedPipe"] = lambda handle, size: (0, 0)
    sys.modules.update(msvcrt=msvcrt, _winapi=winapi)
    for name in MISSING_MODULES:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, Blocked())
    for module, names in MISSING_NAMES.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    vars(ctypes)["windll"] = types.SimpleNamespace(kernel32=kernel)
    sys.platform = "win32"
    return kernel


def main(arguments: Sequence[str]) -> int:
    """Import every module of the program, then run it."""
    for name in OTHERS:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    keys = arguments[0].encode().decode("unicode_escape")
    before = dict((kernel := become_windows(keys)).modes)
    if arguments[1:] == ["--import-everything"]:
        import_everything()
        return 0
    from retrowalk.cli.main import run

    code = run(arguments[1:])
    assert kernel.modes[-10] & 0x7F == before[-10] & 0x7F, "the input's mode was not restored"
    assert not LOCKED, "a lock was not released"
    return code


def import_everything() -> None:
    """Import all modules of the program."""
    import pkgutil

    import retrowalk

    for module in pkgutil.walk_packages(retrowalk.__path__, "retrowalk."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
