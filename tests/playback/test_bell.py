from retrowalk.cues.tones import Tone
from retrowalk.playback.bell import Bell


def test_a_bell_without_a_terminal_is_off():
    bell = Bell(None)
    bell.play_now(Tone.PIP)
    assert bell.name == "off"


def test_a_bell_rings_and_stays_silent_once_its_terminal_is_closed(tmp_path):
    with (tmp_path / "terminal").open("w") as terminal:
        bell = Bell(terminal)
        bell.play_now(Tone.PIP)
    bell.play_now(Tone.PIP)
    assert (tmp_path / "terminal").read_text() == "\a"
