"""Record a private sound server and find the sounds in the recording."""

import shutil
import subprocess
import sys
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy

from retrowalk.playback import availability
from tests.conftest import required

RATE = 48_000


@contextmanager
def private_server(world: dict[str, str], folder: Path) -> Iterator[subprocess.Popen]:
    """Run PulseAudio with a null sink, and add its address to the environment `world`.

    Called again with the same folder, it restarts a server that has died.
    """
    required(shutil.which("pulseaudio") is not None, "pulseaudio is not installed")
    required(shutil.which("parec") is not None, "pulseaudio-utils is not installed")
    (folder / "state").mkdir(parents=True, mode=0o700, exist_ok=True)
    native = folder / "native"
    world.update(
        XDG_RUNTIME_DIR=str(folder),
        PULSE_RUNTIME_PATH=str(folder),
        PULSE_STATE_PATH=str(folder / "state"),
        PULSE_SERVER=f"unix:{native}",
        PULSE_COOKIE=str(folder / "cookie"),
        PULSE_SINK="cue",
        HOME=str(folder),
    )
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
            if native.exists() and availability.accepts_connections(native):
                break
            time.sleep(0.05)
        yield server
    finally:
        server.kill()
        server.wait(10)


@contextmanager
def recorded(world: dict[str, str], path: Path) -> Iterator[None]:
    """Record what the server plays.

    A null sink that is not recorded stops its clock, and an idle one delivers up to 2 s late, so it
    plays silence meanwhile.
    """
    silence = ["pacat", "--raw", "--format=s16le", f"--rate={RATE}", "--latency-msec=20"]
    command = ["parec", "-d", "cue.monitor", "--raw", "--format=s16le", f"--rate={RATE}"]
    command += ["--channels=1", "--latency-msec=5"]
    with path.open("wb") as file, Path("/dev/zero").open("rb") as zeros:
        player = subprocess.Popen(silence, env=world, stdin=zeros, stderr=subprocess.DEVNULL)
        recorder = subprocess.Popen(command, env=world, stdout=file, stderr=subprocess.DEVNULL)
    for _ in range(100):
        if path.stat().st_size:
            break
        time.sleep(0.05)
    try:
        yield
        time.sleep(0.7)
    finally:
        for process in (recorder, player):
            process.terminate()
            process.wait(10)


@contextmanager
def busy(count: int) -> Iterator[None]:
    """Run processes that use all available processor time."""
    command = [sys.executable, "-c", "while True: pass"]
    processes = [subprocess.Popen(command) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def samples_of(path: Path) -> array:
    return array("h", path.read_bytes()[: path.stat().st_size // 2 * 2])


def onsets(path: Path, quiet: float = 0.1) -> list[float]:
    """Return when sounds start, in seconds from the start of the recording."""
    return [float(begin) for begin, _ in _sounds(path, quiet)]


def longest_sound(path: Path, quiet: float = 0.06) -> float:
    """Return how long the longest sound lasts, in seconds; a shorter silence does not end it."""
    return max((float(end - begin) for begin, end in _sounds(path, quiet)), default=0.0)


def _sounds(path: Path, quiet: float) -> Any:
    """Return the beginning and end of each sound, in seconds; silence of `quiet` separates them."""
    samples = numpy.frombuffer(samples_of(path), "int16")
    (loud,) = numpy.nonzero((samples > 400) | (samples < -400))
    (last,) = numpy.nonzero(numpy.diff(loud) > quiet * RATE)
    begins = loud[numpy.append(0, last + 1)] if loud.size else loud
    ends = loud[numpy.append(last, -1)] if loud.size else loud
    return numpy.stack([begins, ends], axis=1) / RATE
