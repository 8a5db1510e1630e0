import pytest

from retrowalk.presets.library import shipped_folder


def test_retrowalk_alone_opens_a_menu_with_every_preset_and_its_totals(terminal):
    program = terminal()
    shown = program.wait("choose a session")
    for path in shipped_folder().glob("*.yaml"):
        assert path.stem in shown
    assert "3:10" in shown
    assert "20:00" in shown
    program.send("q")
    assert program.end() == 0
    assert program.modes == program.modes_before
    assert not program.alternate


def test_a_digit_chooses_and_enter_starts(terminal):
    program = terminal()
    program.wait("choose a session")
    program.send("2")
    program.wait("Intervals: 20:00 in all")
    program.send("\r")
    program.wait("GET READY")
    program.send("q")
    assert program.end() == 3


def test_arrows_move_round_the_list(terminal):
    program = terminal()
    program.wait("> 1  start-small")
    program.send("\x1b[B")
    program.wait("> 2  intervals")
    program.send("\x1b[A\x1b[A")
    program.wait(">    two-one")


def test_options_are_changed_before_starting(terminal):
    program = terminal()
    program.wait("choose a session")
    program.send("2\x1b[C")
    program.wait("> --forward")
    program.send("\x1b[D")
    program.wait("4m30s")
    program.send("\x1b[B" + "90s\r")
    program.wait("1m30s")
    program.wait("Intervals: 20:00 in all, 15:30 forward, 4:30 backward")
    program.send("\r")
    program.wait("Next: ▲ forward 4:30")


def test_a_value_out_of_bounds_is_said_and_changes_nothing(terminal):
    program = terminal()
    program.wait("choose a session")
    program.send("2\x1b[C" + "9h\r")
    program.wait("9h is more than the largest, 2h")
    assert "Intervals: 20:00 in all" in program.text()


@pytest.mark.parametrize("size", [(120, 40), (50, 15), (30, 8), (20, 5), (10, 2)])
def test_every_size_shows_the_chosen_entry(terminal, size):
    program = terminal(size=size)
    program.wait(lambda shown: "start-" in shown or "> 1" in shown)
    program.resize(80, 24)
    program.wait("choose a session")
    program.send("q")
    assert program.end() == 0


def test_ctrl_c_leaves_with_its_code(terminal):
    program = terminal()
    program.wait("choose a session")
    program.send("\x03")
    assert program.end() == 130


def test_without_a_terminal_there_is_help(run):
    done = run()
    assert done.returncode == 0
    assert "Presets:" in done.stdout
