"""Other programs' sound is lowered around cues, on a private sound server."""

import json
import math
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from array import array

import pytest

from retrowalk.audio.mixdown import Note
from retrowalk.cues.sounds import Kind, Sound
from retrowalk.playback.device_stream import _marked_as_announcement
from retrowalk.playback.ducking import AFTER, BEFORE, REFRESH, Ducker, Span, spans_of
from retrowalk.playback.other_streams import OtherStreams, ducking_problem
from tests.conftest import RETROWALK
from tests.playback.recording import RATE, recorded, samples_of
from tests.waiting import until

SOUND = Sound(Kind.TONE, "forward")


def note(start: float, length: float = 1.0) -> Note:
    return Note(start, length, SOUND, start)


def test_cues_that_are_near_share_one_time_of_low_volume():
    assert spans_of([note(10), note(12), note(30)]) == [
        Span(10 - BEFORE, 13 + AFTER),
        Span(30 - BEFORE, 31 + AFTER),
    ]


@pytest.mark.parametrize(
    ("now", "low", "seconds"),
    [
        (5.0, False, 5 - BEFORE),
        (9.9, True, REFRESH),
        (11.2, True, pytest.approx(0.1)),
        (12.0, False, None),
    ],
)
def test_the_time_of_the_next_update_is_known(tmp_path, now, low, seconds):
    ducker = Ducker(30, tmp_path / "file")
    ducker._spans = spans_of([note(10)])
    assert ducker.next_step(now) == (low, seconds)


def test_without_a_server_nothing_happens(tmp_path):
    def refuse():
        raise OSError

    ducker = Ducker(30, tmp_path / "file", connect=refuse)
    ducker.schedule([note(0)])
    ducker.close()
    assert not (tmp_path / "file").exists()


@pytest.fixture
def pulse(world, sound_server, monkeypatch):
    """A connection to a private server, which remembers the volume of each program."""
    pulsectl = pytest.importorskip("pulsectl")
    subprocess.run(["pactl", "load-module", "module-stream-restore"], env=world, check=True)
    for name in ("PULSE_SERVER", "PULSE_RUNTIME_PATH", "PULSE_COOKIE"):
        monkeypatch.setenv(name, world[name])
    with pulsectl.Pulse("test") as connection:
        yield connection


@pytest.fixture
def music(world, pulse):
    """Starts programs that play; returns functions that end them."""
    started = []

    def play():
        before = len(pulse.sink_input_list())
        # through a shell: what we start ourselves counts as our own sound
        command = ["sh", "-c", "pacat --raw -d cue /dev/zero & wait"]
        shell = subprocess.Popen(command, env=world, start_new_session=True)
        until(lambda: len(pulse.sink_input_list()) > before)

        def end() -> None:
            if sys.platform != "win32" and shell.poll() is None:
                os.killpg(shell.pid, signal.SIGKILL)
                shell.wait()

        started.append(end)
        return end

    yield play
    for end in started:
        end()


def levels(pulse) -> list[float]:
    return [round(stream.volume.value_flat, 2) for stream in pulse.sink_input_list()]


def test_streams_are_lowered_and_restored(tmp_path, pulse, music):
    music()
    streams = OtherStreams(pulse, tmp_path / "low.json")
    streams.lower(30)
    streams.lower(30)
    assert levels(pulse) == [0.3]
    assert (tmp_path / "low.json").stat().st_mode & 0o777 == 0o600
    streams.restore()
    assert levels(pulse) == [1.0]
    assert not (tmp_path / "low.json").exists()


def test_a_stream_that_begins_while_others_are_low_is_lowered_once(tmp_path, pulse, music):
    music()
    streams = OtherStreams(pulse, tmp_path / "low.json")
    streams.lower(30)
    music()  # the server gives the program its last volume, which is the low one
    streams.lower(30)
    assert levels(pulse) == [0.3, 0.3]
    streams.restore()
    assert levels(pulse) == [1.0, 1.0]


def test_a_program_whose_stream_ended_while_low_starts_at_its_own_volume(tmp_path, pulse, music):
    end = music()
    streams = OtherStreams(pulse, tmp_path / "low.json")
    streams.lower(30)
    end()
    until(lambda: not pulse.sink_input_list())
    streams.restore()
    music()
    assert levels(pulse) == [1.0]


def test_a_volume_changed_by_the_user_meanwhile_is_kept(tmp_path, pulse, music):
    music()
    streams = OtherStreams(pulse, tmp_path / "low.json")
    streams.lower(30)
    (stream,) = pulse.sink_input_list()
    pulse.volume_set_all_chans(stream, 0.6)
    streams.restore()
    assert levels(pulse) == [0.6]


def test_volumes_left_low_by_a_killed_program_are_restored(tmp_path, pulse, music):
    music()
    OtherStreams(pulse, tmp_path / "low.json").lower(30)
    assert levels(pulse) == [0.3]
    OtherStreams(pulse, tmp_path / "low.json").restore()
    assert levels(pulse) == [1.0]


@pytest.mark.parametrize("content", ["", "[", "[1]", '[{"index": "x"}]', "{}", "[" * 5000])
def test_a_damaged_file_is_ignored(tmp_path, pulse, content):
    (tmp_path / "low.json").write_text(content)
    OtherStreams(pulse, tmp_path / "low.json").restore()


@pytest.mark.realtime
def test_music_is_low_during_cues_of_a_walk_and_loud_between_and_after(
    tmp_path, world, home, pulse, music
):
    world["RETROWALK_DUCK"] = "30"
    music()
    seen: list[float] = []
    with recorded(world, tmp_path / "recording"):
        program = subprocess.Popen(
            [*RETROWALK, "run", "12s f 8s b", "--lead-in", "1", "--no-history"],
            env=world, cwd=home, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        while program.poll() is None:
            ours = [s for s in pulse.sink_input_list() if _pid(s) == program.pid]
            if any(s.proplist.get("media.role") == "announce" for s in ours):
                seen.append(-1)
            seen += [
                round(s.volume.value_flat, 2) for s in pulse.sink_input_list() if s not in ours
            ]
            time.sleep(0.05)
    assert -1 in seen  # our own stream is an announcement
    assert {0.3, 1.0} <= set(seen)
    assert levels(pulse) == [1.0]


@pytest.mark.realtime
def test_a_server_without_permission_lowers_nothing_and_the_walk_continues(
    tmp_path, world, home, sound_server, monkeypatch
):
    pytest.importorskip("pulsectl")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    load = ["pactl", "load-module", "module-native-protocol-tcp", "listen=127.0.0.1"]
    subprocess.run([*load, f"port={port}"], env=world, check=True)
    (tmp_path / "wrong").write_bytes(bytes(256))
    world |= {"PULSE_SERVER": f"tcp:127.0.0.1:{port}", "PULSE_COOKIE": str(tmp_path / "wrong")}
    for name in ("PULSE_SERVER", "PULSE_COOKIE"):
        monkeypatch.setenv(name, world[name])
    refused = subprocess.run(["pactl", "info"], env=world, capture_output=True, text=True)
    assert "Access denied" in refused.stderr
    assert ducking_problem().startswith("no sound server: ")
    world["RETROWALK_DUCK"] = "30"
    walk = [*RETROWALK, "run", "5s f 5s b", "--lead-in", "0", "--no-history"]
    done = subprocess.run(walk, env=world, cwd=home, stdin=subprocess.DEVNULL, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert not list(home.rglob("lowered-volumes.json"))


@pytest.mark.realtime
def test_a_killed_walk_is_repaired_by_the_next(tmp_path, world, home, pulse, music):
    if sys.platform == "win32":
        pytest.skip("needs POSIX")
    world["RETROWALK_DUCK"] = "30"
    music()
    command = [*RETROWALK, "run", "12s f 8s b", "--lead-in", "0", "--no-history"]
    with recorded(world, tmp_path / "recording"):
        program = subprocess.Popen(
            command, env=world, cwd=home, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        until(lambda: 0.3 in levels(pulse))
        program.send_signal(signal.SIGKILL)
        program.wait()
        left = next(home.rglob("lowered-volumes.json"))
        assert json.loads(left.read_text())
        del world["RETROWALK_DUCK"]
        quick = [*RETROWALK, "run", "3s f", "--lead-in", "0", "--no-history", "--mute"]
        assert subprocess.run(quick, env=world, cwd=home, stdin=subprocess.DEVNULL).returncode == 0
    until(lambda: levels(pulse) == [1.0])
    assert not left.exists()


def _pid(stream) -> int:
    return int(stream.proplist.get("application.process.id", 0))


def test_a_hanging_server_does_not_delay_the_end(tmp_path):
    release = threading.Event()

    def hang():
        release.wait(10)
        raise OSError

    ducker = Ducker(30, tmp_path / "file", connect=hang)
    ducker.schedule([note(0)])
    began = time.monotonic()
    ducker.close()
    assert time.monotonic() - began < 5
    release.set()


def test_only_our_own_stream_has_the_role_of_an_announcement(monkeypatch):
    monkeypatch.setenv("PULSE_PROP", "media.icon_name=shoe")
    with _marked_as_announcement():
        assert os.environ["PULSE_PROP"] == "media.icon_name=shoe media.role=announce"
    assert os.environ["PULSE_PROP"] == "media.icon_name=shoe"
    monkeypatch.delenv("PULSE_PROP")
    with _marked_as_announcement():
        pass
    assert "PULSE_PROP" not in os.environ


@pytest.mark.realtime
def test_pulseaudio_lowers_music_by_itself_for_an_announcement(tmp_path, world, home, pulse):
    options = ("trigger_roles=announce", "ducking_roles=no_role", "volume=-20dB")
    command = ["pactl", "load-module", "module-role-ducking", *options]
    subprocess.run(command, env=world, check=True, stdout=subprocess.DEVNULL)
    wave = array("h", (int(8000 * math.sin(n * 0.05)) for n in range(RATE * 30)))
    (tmp_path / "music").write_bytes(wave.tobytes())
    play = ["pacat", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "-d", "cue"]
    with recorded(world, tmp_path / "recording"):
        music = subprocess.Popen([*play, str(tmp_path / "music")], env=world)
        time.sleep(3)
        walk = [*RETROWALK, "run", "6s f", "--lead-in", "0", "--volume", "0", "--no-history"]
        subprocess.run(walk, env=world, cwd=home, stdin=subprocess.DEVNULL, check=True)
        time.sleep(2)
        music.kill()
        music.wait()
    samples = samples_of(tmp_path / "recording")
    blocks = range(0, len(samples) - RATE // 5, RATE // 5)
    peaks = [max(map(abs, samples[n : n + RATE // 5])) for n in blocks]
    loud = [peak for peak in peaks if peak > 6000]
    low = [peak for peak in peaks if 400 < peak < 2000]
    assert len(loud) > 10
    assert len(low) > 5
