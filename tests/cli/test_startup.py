"""What the program loads before it shows something. A list of names cannot fail by chance."""

import re
import subprocess
import sys
from datetime import date

from retrowalk.reports.dates import DAY_NAMES

AFTER_THE_FIRST_FRAME = (
    *("decimal", "platformdirs", "playsound3", "pydantic", "rich.console", "sqlite3", "yaml"),
    *("retrowalk.app.feedback", "retrowalk.app.history_access", "retrowalk.app.listeners"),
    *("retrowalk.audio", "retrowalk.core.summary", "retrowalk.cues.wording", "retrowalk.history"),
    *("retrowalk.playback", "retrowalk.reports"),
    *("retrowalk.screen.controls", "retrowalk.screen.help_panel", "retrowalk.terminal.inputs"),
)


def imported(log: bytes) -> set[str]:
    """Return the modules in the output of `python -X importtime`."""
    return set(re.findall(r"import time: +\d+ \| +\d+ \| +([\w.]+)", log.decode(errors="replace")))


def imported_before_the_first_frame(terminal, command: str) -> set[str]:
    program = terminal(command, "--mute", PYTHONPROFILEIMPORTTIME="1")
    program.wait(lambda shown: b"GET READY" in program.written)
    return imported(program.written.partition(b"GET READY")[0])


def test_the_first_frame_is_shown_before_what_it_does_not_need_is_loaded(terminal):
    before = imported_before_the_first_frame(terminal, "intervals")
    assert "retrowalk.screen.display" in before
    assert before & set(AFTER_THE_FIRST_FRAME) == set()


def test_todays_walk_reads_only_the_programme_from_the_history(terminal, run):
    days = tuple(sorted((date.today().weekday() + n) % 7 for n in (0, 2, 4)))
    names = ",".join(DAY_NAMES[day].lower() for day in days)
    assert run("programme", "start", "--i-know", "--days", names).returncode == 0
    before = imported_before_the_first_frame(terminal, "today")
    assert "retrowalk.history.programme_reader" in before
    needed = {"retrowalk.app.history_access", "retrowalk.history", "retrowalk.reports", "sqlite3"}
    assert before & set(AFTER_THE_FIRST_FRAME) == needed
    assert not before & {f"retrowalk.history.{name}" for name in ("record", "rows", "store")}


def test_help_loads_neither_values_nor_files(world):
    command = [sys.executable, "-X", "importtime", "-m", "retrowalk", "--help"]
    done = subprocess.run(command, env=world, capture_output=True, check=True)
    loaded = imported(done.stderr)
    assert "retrowalk.presets.library" in loaded
    assert not loaded & {"dataclasses", "shutil", "retrowalk.core.session", "retrowalk.files"}
