import pytest

from retrowalk.terminal.console import (
    EXTENDED_FLAGS,
    QUICK_EDIT,
    console_keys,
    has_data,
    restore_input_mode,
    stop_text_selection,
)


class Console:
    """A fake `msvcrt` with characters that have been typed."""

    def __init__(self, characters: str):
        self.characters = list(characters)

    def kbhit(self):
        return bool(self.characters)

    def getwch(self):
        assert self.characters, "would wait for a key for ever"
        return self.characters.pop(0)


@pytest.mark.parametrize(
    ("characters", "keys"),
    [
        ("\xe0H", ["up"]),
        ("\x00P", ["down"]),
        ("\xe0", ["à"]),
        ("\xe0\x86", []),
        ("q", ["q"]),
        (" \r", ["space", "enter"]),
        ("\x1b", ["escape"]),
        ("т", ["т"]),
    ],
)
def test_console_keys_have_names_and_a_letter_never_blocks(characters, keys):
    assert console_keys(Console(characters)) == keys


class Pipes:
    """A fake `_winapi`: 1 is an empty pipe, 2 has data, others are no pipes."""

    def PeekNamedPipe(self, handle, size):  # noqa: N802
        if handle not in (1, 2):
            raise OSError
        return (0 if handle == 1 else 5), 0


@pytest.mark.parametrize(("handle", "ready"), [(1, False), (2, True), (3, True)])
def test_only_an_empty_pipe_is_waited_for(handle, ready):
    assert has_data(Pipes(), handle) is ready


class Kernel:
    """Fake console functions of Windows."""

    def __init__(self, mode: int | None):
        self.mode = mode

    def GetStdHandle(self, number):  # noqa: N802
        return number

    def GetConsoleMode(self, handle, mode):  # noqa: N802
        if self.mode is None:
            return 0
        mode._obj.value = self.mode
        return 1

    def SetConsoleMode(self, handle, mode):  # noqa: N802
        self.mode = mode


def test_selecting_text_cannot_stop_the_program_and_works_again_afterwards():
    kernel = Kernel(0x1F7)
    saved = stop_text_selection(kernel)
    assert saved == 0x1F7
    assert kernel.mode is not None
    assert not kernel.mode & QUICK_EDIT
    restore_input_mode(kernel, saved)
    assert kernel.mode == 0x1F7 | EXTENDED_FLAGS


def test_without_a_console_there_is_no_mode_to_change():
    kernel = Kernel(None)
    assert stop_text_selection(kernel) is None
    assert kernel.mode is None
