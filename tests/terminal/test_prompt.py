import os
import time

import pytest

from retrowalk.terminal.prompt import read_console_line, read_line


class Console:
    """A fake `msvcrt` with keys to read, which records what was shown."""

    def __init__(self, keys: str):
        self.keys = list(keys)

    def kbhit(self):
        return bool(self.keys)

    def getwche(self):
        return self.keys.pop(0)

    def putwch(self, character):
        pass


@pytest.mark.parametrize(
    ("keys", "line"), [("3 0 n\r", "3 0 n\n"), ("\r", "\n"), ("4\b3\r", "3\n"), ("\x1a", None)]
)
def test_a_windows_console_is_read_to_the_end_of_a_line(keys, line):
    assert read_console_line(Console(keys), 5) == line


def test_a_windows_console_is_not_waited_for_longer_than_asked():
    began = time.monotonic()
    assert read_console_line(Console("3 0"), 0.2) is None
    assert time.monotonic() - began < 5


def test_ctrl_c_on_a_windows_console_interrupts():
    with pytest.raises(KeyboardInterrupt):
        read_console_line(Console("3\x03"), 5)


def test_reading_ends_with_a_line_a_timeout_or_end_of_input():
    reading, writing = os.pipe()
    with os.fdopen(reading) as stdin:
        assert read_line(stdin, 0.01) is None
        os.write(writing, b"3 0 n\n")
        assert read_line(stdin, 5) == "3 0 n\n"
        os.close(writing)
        assert read_line(stdin, 5) is None
