"""What the program loads before it shows something. A list of names cannot fail by chance."""

import re

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


def test_the_first_frame_is_shown_before_what_it_does_not_need_is_loaded(terminal):
    program = terminal("intervals", "--mute", PYTHONPROFILEIMPORTTIME="1")
    program.wait(lambda shown: b"GET READY" in program.written)
    before = imported(program.written.partition(b"GET READY")[0])
    assert "retrowalk.screen.display" in before
    assert before & set(AFTER_THE_FIRST_FRAME) == set()
