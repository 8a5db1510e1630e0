"""Players that are not there, fail, hang or talk; and a real one, heard on a real server."""

import os
import shutil
import socket
import stat
import subprocess
import sys
import time
from array import array
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from retrowalk.core.events import CueGiven
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.core.walk import Walk
from retrowalk.cues.tones import Tone
from retrowalk.runner import Moment
from retrowalk.sound import outlets
from retrowalk.sound.bell import Bell
from retrowalk.sound.listener import Sound
from tests.conftest import RETROWALK, required

S = timedelta(seconds=1)


class FakeOutput:
    def __init__(self):
        self.played = []
        self.reason = ""

    def play(self, tone):
        self.played.append(tone)

    def trouble(self):
        return self.reason

    def close(self, patience):
        self.closed = patience


def moments(*wake_ups: float):
    walk = Walk(
        Session("t", "T", (Segment(Direction.FORWARD, 10 * S), Segment(Direction.BACKWARD, 10 * S)))
    )
    yield Moment(tuple(walk.begin()), walk.view())
    for seconds in wake_ups:
        yield Moment(tuple(walk.advance(seconds * S)), walk.view())


def heard(*wake_ups: float) -> list[Tone]:
    output = FakeOutput()
    sound = Sound(output, FakeOutput())
    for moment in moments(*wake_ups):
        sound.hear(moment)
    return output.played


def test_each_cue_on_time_has_its_tone():
    assert heard(7, 8, 9, 10, 17, 18, 19, 20) == [
        *(Tone.FORWARD, Tone.PIP, Tone.PIP, Tone.PIP),
        *(Tone.BACKWARD, Tone.PIP, Tone.PIP, Tone.PIP, Tone.DONE),
    ]


def test_after_a_long_sleep_only_what_is_true_now_is_heard():
    assert heard(15) == [Tone.FORWARD]
    assert heard(10.5) == [Tone.FORWARD, Tone.BACKWARD]


def test_muted_is_silent():
    output = FakeOutput()
    sound = Sound(output, FakeOutput())
    sound.muted = True
    for moment in moments(10, 20):
        sound.hear(moment)
    assert output.played == []


def test_an_output_that_fails_hands_over_once_and_the_cue_is_rung():
    output, spare = FakeOutput(), FakeOutput()
    sound = Sound(output, spare)
    stream = moments(7, 10)
    sound.hear(next(stream))
    output.reason = "the sound player failed"
    quiet = Moment((), next(moments()).view)
    sound.hear(quiet)
    assert sound.notice == "No sound (the sound player failed): the terminal's bell rings instead."
    assert len(spare.played) == 1
    sound.hear(next(stream))
    assert spare.played[-1] is Tone.PIP
    assert isinstance(quiet, Moment)
    assert any(isinstance(e, CueGiven) for e in next(stream).events)


def test_a_bell_without_a_terminal_is_silent(tmp_path):
    Bell(None).play(Tone.PIP)
    with (tmp_path / "terminal").open("w") as terminal:
        bell = Bell(terminal)
        bell.play(Tone.PIP)
    bell.play(Tone.PIP)  # closed by now
    assert (tmp_path / "terminal").read_text() == "\a"


def test_a_socket_that_nobody_answers_is_no_outlet(tmp_path, monkeypatch):
    path = tmp_path / "native"
    monkeypatch.setenv("PULSE_SERVER", f"unix:{path}")
    assert not outlets.any_outlet()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        assert not outlets.any_outlet()
        server.listen()
        assert outlets.any_outlet()


PLAYERS = {
    "fails": 'case "$1" in --version|-version) exit 0;; esac; echo loud noise; echo bad >&2; exit 1',
    "hangs": 'case "$1" in --version|-version) exit 0;; esac; exec sleep 100',
    "hangs when asked": "exec sleep 100",
    "broken": "exit 3",
}


@pytest.fixture
def outlet(world, tmp_path):
    """A socket that answers, as a sound server's would."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "pulse"))
        server.listen(50)
        world["PULSE_SERVER"] = f"unix:{tmp_path}/pulse"
        yield


@pytest.mark.parametrize("kind", PLAYERS)
@pytest.mark.usefixtures("outlet")
def test_a_bad_player_never_delays_the_walk_nor_writes_on_its_screen(terminal, tmp_path, kind):
    folder = tmp_path / "bin"
    folder.mkdir()
    player = folder / "gst-play-1.0"
    player.write_text(f"#!/bin/sh\n{PLAYERS[kind]}\n")
    player.chmod(player.stat().st_mode | stat.S_IEXEC)
    session = tmp_path / "s.yaml"
    session.write_text("steps: [forward: 4s, backward: 5s]")
    started = time.monotonic()
    path = f"{folder}:{os.path.dirname(sys.executable)}:/usr/bin:/bin"
    program = terminal("run", str(session), "--lead-in", "0", PATH=path)
    program.wait("BACKWARD")
    assert program.end() == 0
    assert time.monotonic() - started < 20
    assert "segments done 2 of 2" in program.text()
    for noise in (b"loud noise", b"bad", b"Traceback"):
        assert noise not in program.written
    if kind in ("fails", "broken", "hangs when asked"):
        assert b"No sound (" in program.written
        assert b"\x07" in program.written


@pytest.fixture
def sound_server(world, tmp_path):
    """A private PulseAudio with a null sink, and the environment that leads to it."""
    required(shutil.which("pulseaudio") is not None, "pulseaudio is not installed")
    required(shutil.which("parec") is not None, "pulseaudio-utils is not installed")
    folder = tmp_path / "pulse"
    (folder / "state").mkdir(parents=True, mode=0o700)
    native = folder / "native"
    own = {
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_RUNTIME_PATH": str(folder),
        "PULSE_STATE_PATH": str(folder / "state"),
        "PULSE_SERVER": f"unix:{native}",
        "PULSE_COOKIE": str(folder / "cookie"),
        "PULSE_SINK": "cue",
        "HOME": str(folder),
    }
    world.update(own)
    modules = [
        f"module-native-protocol-unix socket={native} auth-anonymous=1",
        "module-null-sink sink_name=cue rate=48000 channels=1 channel_map=mono",
    ]
    command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
    command += ["--disable-shm=1", "--realtime=no", "--high-priority=no", "--log-level=error"]
    for module in modules:
        command += ["-L", module]
    server = subprocess.Popen(
        command, env=world, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            if native.exists() and outlets._answers(native):
                break
            time.sleep(0.05)
        yield server
    finally:
        server.terminate()
        server.wait(10)


def record(world, path: Path) -> subprocess.Popen:
    with path.open("wb") as file:
        return subprocess.Popen(
            [
                "parec",
                "-d",
                "cue.monitor",
                "--raw",
                "--format=s16le",
                "--rate=48000",
                "--channels=1",
                "--latency-msec=5",
            ],
            env=world,
            stdout=file,
            stderr=subprocess.DEVNULL,
        )


def onsets(path: Path) -> list[float]:
    """When something begins to sound, in seconds from the recording's start."""
    samples = array("h", path.read_bytes()[: path.stat().st_size // 2 * 2])
    block = 240
    loud = [max(map(abs, samples[n : n + block])) > 800 for n in range(0, len(samples), block)]
    starts = [n for n in range(20, len(loud)) if loud[n] and not any(loud[n - 20 : n])]
    return [n * block / 48000 for n in starts]


def test_a_real_session_is_heard_on_a_real_server(world, tmp_path, sound_server):
    required(
        any(shutil.which(name) for name in ("gst-play-1.0", "ffplay"))
        or bool(shutil.which("aplay") and shutil.which("mpg123")),
        "no player that playsound3 knows is installed",
    )
    session = tmp_path / "s.yaml"
    session.write_text("steps: [forward: 5s, backward: 5s]")
    heard_file = tmp_path / "heard.raw"
    recorder = record(world, heard_file)
    time.sleep(1)  # the recorder has to be attached before anything sounds
    done = subprocess.run(
        [*RETROWALK, "run", str(session), "--lead-in", "4"],
        env=world,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    time.sleep(1)
    recorder.terminate()
    recorder.wait(10)
    assert "No sound" not in done.stdout
    found = onsets(heard_file)
    assert len(found) == 12, found  # three pips and a tone, three times over
    changes = [found[3], found[7], found[11]]
    gaps = [b - a for a, b in pairwise(changes)]
    assert gaps == pytest.approx([5.0, 5.0], abs=0.35)


def test_a_server_that_dies_in_mid_walk_is_said_and_the_walk_goes_on(
    world, tmp_path, sound_server, terminal
):
    session = tmp_path / "s.yaml"
    session.write_text("steps: [forward: 6s, backward: 5s]")
    program = terminal("run", str(session), "--lead-in", "0")
    program.wait("FORWARD")
    time.sleep(1)
    sound_server.kill()
    sound_server.wait(10)
    program.wait("No sound (")
    assert program.end() == 0
    assert "segments done 2 of 2" in program.text()
