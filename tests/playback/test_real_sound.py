"""The real program on a real sound server, and with servers and players that die, hang or fail."""

import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from retrowalk import api
from retrowalk.core.cue_rules import CueKind
from tests.audio.recognizer import Recognizer, spoken_cues
from tests.conftest import RETROWALK, required
from tests.playback.recording import (
    RATE,
    busy,
    longest_sound,
    onsets,
    private_server,
    recorded,
    samples_of,
)

pytestmark = pytest.mark.realtime


@pytest.fixture
def session(tmp_path) -> Path:
    path = tmp_path / "s.yaml"
    path.write_text("steps: [forward: 5s, backward: 5s, stand: 4s]")
    return path


def walked(world, session: Path, *flags: str) -> tuple[subprocess.CompletedProcess, list[dict]]:
    """Walk a session without a terminal. Return the process and its events."""
    events = session.with_suffix(".jsonl")
    command = [*RETROWALK, "run", str(session), "--lead-in", "4", "--events", str(events), *flags]
    done = subprocess.run(
        command, env=world, capture_output=True, text=True, timeout=90, stdin=subprocess.DEVNULL
    )
    return done, [json.loads(line) for line in events.read_text().splitlines()]


def program_folder(tmp_path: Path, name: str, script: str) -> Path:
    """Return a folder with a program of this name."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)
    return folder


def end_of(program) -> int:
    """Leave the DONE screen of a completed walk; return the exit code."""
    program.wait("press a key")
    program.send("\r")
    return program.end()


def tone_times(events: list[dict]) -> list[float]:
    """Return when tones are planned; the words of the lead-in have none."""
    return [e["at"] for e in events if e["event"] == "cue" and e["cue"] != "ready"]


@pytest.mark.parametrize("busy_processes", [0, 2])
@pytest.mark.usefixtures("sound_server")
def test_every_tone_of_a_session_is_heard_once_and_on_time(
    world, tmp_path, session, busy_processes
):
    with recorded(world, tmp_path / "heard.raw"), busy(busy_processes):
        done, events = walked(world, session, "--no-voice")
    assert done.returncode == 0
    assert "No sound" not in done.stdout
    found, due = onsets(tmp_path / "heard.raw"), tone_times(events)
    assert len(found) == len(due) == 16  # a countdown and a tone, four times
    shifts = [heard - at for heard, at in zip(found, due, strict=True)]
    off = [shift - statistics.median(shifts) for shift in shifts]
    assert abs(off[0]) < 0.2, off  # the stream may still be opening at the first beep
    assert max(map(abs, off[1:])) < 0.05, off


@pytest.mark.parametrize("lead_in", [0, 1, 2, 3, 5])
@pytest.mark.usefixtures("sound_server")
def test_the_stream_is_open_two_seconds_before_the_first_sound(world, tmp_path, lead_in):
    path = tmp_path / "heard.raw"
    command = [*RETROWALK, "run", "6s f", "--lead-in", str(lead_in), "--no-history"]
    with recorded(world, path):
        recording_began = time.monotonic() - len(samples_of(path)) / RATE
        watch = subprocess.Popen(["pactl", "subscribe"], env=world, stdout=subprocess.PIPE)
        assert watch.stdout is not None
        program = subprocess.Popen(
            command, env=world, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        while b"'new' on sink-input" not in watch.stdout.readline():
            pass
        opened = time.monotonic()
        assert program.wait(30) == 0
        watch.kill()
        watch.communicate()
    first = recording_began + onsets(path)[0] - opened
    assert 2.0 <= first < 2.7


@pytest.mark.usefixtures("sound_server")
def test_a_key_ends_the_wait_for_the_sound_device(terminal):
    program = terminal("run", "1m f", "--lead-in", "0")
    program.wait("FORWARD")
    program.send(" ")
    program.wait("space to continue", 1.5)
    program.send("\x03")
    assert program.end() == 130


@pytest.mark.usefixtures("sound_server")
def test_a_recognizer_understands_a_walk(world, tmp_path):
    required(find_spec("pocketsphinx") is not None, "pocketsphinx is not installed")
    path = tmp_path / "spoken.yaml"
    path.write_text("steps: [forward: 20s, backward: 10s]")
    with recorded(world, tmp_path / "heard.raw"):
        done, _ = walked(world, path, "--lead-in", "3")
    assert done.returncode == 0
    heard = samples_of(tmp_path / "heard.raw")
    first = onsets(tmp_path / "heard.raw")[0] + 2  # after the beeps of the last two seconds
    plan, listener = api.parse("20s f, 10s b"), Recognizer(RATE)
    for index, begin in ((0, 0.0), (1, 20.0)):
        for spoken in spoken_cues(plan, index):
            if spoken.kind in (CueKind.START, CueKind.SOON):
                around = (begin + spoken.begin - 0.1, begin + spoken.end + 0.2)
                piece = slice(*(round((first + moment) * RATE) for moment in around))
                assert listener.hears(heard[piece]) == spoken.text


@pytest.mark.usefixtures("sound_server")
def test_through_a_player_a_change_follows_its_countdown_exactly(world, tmp_path, session):
    required(
        any(shutil.which(name) for name in ("gst-play-1.0", "ffplay", "aplay")),
        "no player that playsound3 knows is installed",
    )
    with recorded(world, tmp_path / "heard.raw"):
        done, events = walked(world, session, "--no-voice", "--sound", "player")
    assert "No sound" not in done.stdout
    found, due = onsets(tmp_path / "heard.raw"), tone_times(events)
    assert len(found) == len(due) == 16
    for first in range(0, 16, 4):  # each countdown and its change are one clip
        piece = [heard - at for heard, at in zip(found, due, strict=True)][first : first + 4]
        # a player may start late, but must have caught up by the change
        assert abs(piece[-1] - piece[-2]) < 0.08
        assert max(piece) - min(piece) < 0.4


@pytest.mark.usefixtures("sound_server")
def test_skipping_cancels_the_rest_of_the_countdown(world, tmp_path, session, terminal):
    with recorded(world, tmp_path / "heard.raw"):
        program = terminal("run", str(session), "--lead-in", "0", "--no-voice")
        program.wait("0:02 / 0:14")
        time.sleep(0.6)  # "three" has been heard
        program.send("n")
        program.wait("BACKWARD")
        time.sleep(1)
        program.send("qq")
        program.end()
    found = onsets(tmp_path / "heard.raw")
    assert len(found) == 3, found  # forward, one beep, backward


def test_the_walk_continues_with_the_bell_if_the_server_dies(session, sound_server, terminal):
    program = terminal("run", str(session), "--lead-in", "0")
    program.wait("FORWARD")
    time.sleep(1)
    sound_server.kill()
    sound_server.wait(10)
    program.wait("using the terminal bell")
    assert end_of(program) == 0
    assert "3 of 3 segments finished" in program.text()
    assert b"\x07" in program.written


def test_a_server_that_returns_is_used_again_with_the_current_direction(
    session, sound_server, terminal, world, tmp_path
):
    required(find_spec("pocketsphinx") is not None, "pocketsphinx is not installed")
    session.write_text("steps: [forward: 6s, backward: 30s, forward: 6s]")
    program = terminal("run", str(session), "--lead-in", "0")
    program.wait("BACKWARD")
    sound_server.kill()
    sound_server.wait(10)
    program.wait("using the terminal bell")
    time.sleep(2)
    path = tmp_path / "heard.raw"
    with private_server(world, tmp_path / "pulse"):
        returned = time.monotonic()
        with recorded(world, path):
            offset = time.monotonic() - len(samples_of(path)) / RATE - returned
            program.wait("Sound is back.")
            time.sleep(6)
            program.send("qq")
            program.end()
    heard = samples_of(path)
    first = onsets(path)[0]
    assert offset + first < 3.0
    said = Recognizer(RATE).hears(heard[round((first + 0.4) * RATE) : round((first + 5) * RATE)])
    assert said.startswith("walk backward twenty"), said


def test_a_player_that_is_late_never_sounds_a_direction_that_is_out_of_date(
    world, tmp_path, sound_server
):
    path = tmp_path / "s.yaml"
    path.write_text("steps: [forward: 5s, backward: 5s, forward: 5s]")
    late = (
        'case "$1" in --version) exit 0;; esac; sleep 3; for file; do :; done; exec paplay "$file"'
    )
    world["PATH"] = f"{program_folder(tmp_path, 'gst-play-1.0', late)}:{world['PATH']}"
    with recorded(world, tmp_path / "heard.raw"):
        done, _ = walked(world, path, "--sound", "player", "--no-voice")
    assert done.returncode == 0
    assert "the sound player hangs" in done.stdout
    # the player may have begun a countdown, whose last beep has 0.22 s, but has been killed before
    # its change: the tones of directions have 0.43 s and more
    assert longest_sound(tmp_path / "heard.raw") < 0.3


def test_a_walk_continues_while_the_server_has_no_output(
    world, tmp_path, session, sound_server, terminal
):
    def pactl(*command: str) -> str:
        return subprocess.run(
            ["pactl", *command], env=world, capture_output=True, text=True, check=True
        ).stdout.strip()

    session.write_text("steps: [forward: 4s, backward: 20s]")
    path = tmp_path / "heard.raw"
    program = terminal("run", str(session), "--lead-in", "0", "--no-voice")
    program.wait("FORWARD")
    time.sleep(1)
    pactl("unload-module", "module-null-sink")
    program.wait("using the terminal bell")
    program.wait("BACKWARD")
    time.sleep(2)
    pactl("load-module", "module-null-sink", "sink_name=cue", "rate=48000", "channels=1")
    with recorded(world, path):
        program.wait("Sound is back.")
        time.sleep(1)
        program.send("r")  # the recording of a new sink may begin too late for the first tone
        time.sleep(1.5)
        program.send("qq")
        program.end()
    assert longest_sound(path) > 0.2  # the tone of the current direction


def test_a_hung_server_delays_neither_the_walk_nor_its_end(session, sound_server, world):
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    sound_server.send_signal(signal.SIGSTOP)
    started = time.monotonic()
    done, events = walked(world, session)
    assert done.returncode == 0
    assert time.monotonic() - started < 25
    assert "the sound device does not respond" in done.stdout
    assert max(e["late"] for e in events if e["event"] == "cue") < 0.5


@pytest.mark.usefixtures("sound_server")
def test_enter_pressed_while_the_device_opens_pauses_the_first_segment(terminal):
    program = terminal("intervals", "--lead-in", "0")
    program.wait("FORWARD")
    program.send("\r")
    assert "segment 1 of 7" in program.wait("space to continue")


PLAYERS = {
    "fails": 'case "$1" in --version|-version) exit 0;; esac; echo loud noise; echo bad >&2; exit 1',
    "hangs": 'case "$1" in --version|-version) exit 0;; esac; exec sleep 100',
    "hangs when asked for its version": "exec sleep 100",
    "broken": "exit 3",
}


@pytest.fixture
def silent_server(world, tmp_path):
    """Listen on a socket like a sound server that plays nothing."""
    if sys.platform == "win32":
        raise NotImplementedError
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "pulse"))
        server.listen(50)
        world["PULSE_SERVER"] = f"unix:{tmp_path}/pulse"
        yield


@pytest.mark.parametrize("kind", PLAYERS)
@pytest.mark.usefixtures("silent_server")
def test_a_bad_player_neither_delays_the_walk_nor_writes_to_its_screen(
    terminal, tmp_path, session, kind
):
    folder = program_folder(tmp_path, "gst-play-1.0", PLAYERS[kind])
    started = time.monotonic()
    path = f"{folder}:{os.path.dirname(sys.executable)}:/usr/bin:/bin"
    program = terminal("run", str(session), "--lead-in", "0", "--sound", "player", PATH=path)
    program.wait("BACKWARD")
    assert end_of(program) == 0
    assert time.monotonic() - started < 30
    assert "3 of 3 segments finished" in program.text()
    for noise in (b"loud noise", b"bad", b"Traceback"):
        assert noise not in program.written
    if kind in ("fails", "broken", "hangs when asked for its version"):
        assert b"No sound (" in program.written
        assert b"\x07" in program.written


def test_without_sound_a_change_fills_the_screen(terminal, session):
    program = terminal("run", str(session), "--lead-in", "0", "--mute")
    program.wait("muted")
    program.wait("▼ BACKWARD")
    assert program.filled_cells() > 80 * 24 * 0.9
    program.wait(lambda shown: "0:03" in shown)
    assert program.filled_cells() < 80 * 24 * 0.3
    program.send("qq")
    assert program.end() == 3
