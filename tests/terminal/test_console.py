import pytest

from retrowalk.terminal.console import console_keys, has_data


class Console:
    """Stands in for `msvcrt`: characters that have been typed."""

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
    """Stands in for `_winapi`: 1 is an empty pipe, 2 has data, others are no pipes."""

    def PeekNamedPipe(self, handle, size):  # noqa: N802
        if handle not in (1, 2):
            raise OSError
        return (0 if handle == 1 else 5), 0


@pytest.mark.parametrize(("handle", "ready"), [(1, False), (2, True), (3, True)])
def test_only_an_empty_pipe_is_waited_for(handle, ready):
    assert has_data(Pipes(), handle) is ready
