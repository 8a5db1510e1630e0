"""Measure whether sound is on time, complete and cheap, on a private sound server.

    python bench/sound.py [tones] [busy] [beats] [cost] [--minutes M] [--rounds N]

Needs pulseaudio and pulseaudio-utils. `tones`: N rounds (50) of four cues compared with the plan,
idle and beside two busy processes (standard deviation under 10 ms, worst under 50 ms, none lost or
doubled). `busy`: only beside busy processes. `beats`: the spacing of clicks, which must be exact to
the sample. `cost`: processor time of M minutes (20) of a session, silent between its cues (under
0.7 % of a core) and with beats (under 1.5 %).
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.playback.recording import RATE, busy, onsets, private_server, recorded

NEAR = 300
"""Maximum number of milliseconds between a tone and the planned cue that it is matched with."""
RETROWALK = [sys.executable, "-m", "retrowalk"]
LOADS = {"idle": 0, "two busy processes": 2}
TONES = "steps: [{repeat: %d, steps: [{forward: 2s}, {stand: 2s}]}]"
BEATS = "steps: [{forward: 2m, cadence: %d}]"


def walk(world: dict[str, str], folder: Path, session: str, *flags: str) -> list[float]:
    """Walk a session and record it; return the planned times of its tones, in seconds."""
    path, events = folder / "s.yaml", folder / "events.jsonl"
    path.write_text(session)
    events.unlink(missing_ok=True)
    command = [*RETROWALK, "run", str(path), "--lead-in", "4", "--no-voice", *flags]
    with recorded(world, folder / "heard.raw"):
        subprocess.run(
            [*command, "--events", str(events)],
            env=world,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    lines = map(json.loads, events.read_text().splitlines())
    return [line["at"] for line in lines if line["event"] == "cue" and line["cue"] != "ready"]


def tones(world: dict[str, str], folder: Path, rounds: int, loads: dict[str, int] = LOADS) -> None:
    """Compare each recorded tone with the plan, apart from a constant shift."""
    for name, count in loads.items():
        with busy(count):
            due = walk(world, folder, TONES % rounds)
        heard = onsets(folder / "heard.raw")
        about = heard[0] - due[0]
        found = [min((h - about - at for h in heard), key=abs) * 1000 for at in due]
        off = [ms - statistics.median(found) for ms in found]
        near = [ms for ms in off if abs(ms) < NEAR]
        print(
            f"tones, {name}: {len(due)} cues, {len(due) - len(near)} lost,"
            f" {len(heard) - len(near)} too many, deviation {statistics.pstdev(near):.1f} ms (10),"
            f" worst {max(map(abs, near)):.1f} ms (50)"
        )


def beats(world: dict[str, str], folder: Path) -> None:
    """Measure the distances between clicks, in samples of the recording."""
    for cadence in (80, 100, 120):
        walk(world, folder, BEATS % cadence)
        first, last = 15.0, 115.0  # after the start's tone, before the countdown's pips
        heard = onsets(folder / "heard.raw", quiet=0.2)
        begin = heard[0]
        clicks = [round(at * RATE) for at in heard if first < at - begin < last]
        spacing = {b - a for a, b in pairwise(clicks)}
        print(
            f"beats, {cadence} steps/min: {len(clicks)} clicks, spacing {sorted(spacing)} samples"
            f" (wanted {60 * RATE / cadence:g})"
        )


def cost(world: dict[str, str], minutes: float) -> None:
    """Measure the processor time of sessions that run in parallel, each in its own terminal."""
    if sys.platform == "win32":
        raise NotImplementedError
    length = f"{round(minutes * 60)}s"
    rounds = max(1, round(minutes / 6))
    plain = f"{rounds}x(5f 1b)" if minutes >= 6 else f"{length} f"
    flags = {
        "quiet between cues, no voice": ("--no-voice",),
        "voice": (),
        "voice and beats": ("--cadence", "100"),
        "no sound at all": ("--sound", "off"),
    }
    results: dict[str, str] = {}

    def watch(name: str) -> None:
        started = time.monotonic()
        command = [*RETROWALK, "run", plain, "--lead-in", "0", *flags[name]]
        pid, terminal = pty.fork()
        if pid == 0:
            os.execve(command[0], command, {**world, "TERM": "xterm-256color"})
        try:
            while os.read(terminal, 65536):
                pass
        except OSError:  # the program has ended
            pass
        usage = os.wait4(pid, 0)[2]
        used = usage.ru_utime + usage.ru_stime
        share = 100 * used / (time.monotonic() - started)
        results[name] = f"{share:.2f} % of a core, {usage.ru_maxrss / 1024:.0f} MB at most"

    threads = [threading.Thread(target=watch, args=(name,)) for name in flags]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name in flags:
        print(f"cost, {name}: {results[name]}")


def main() -> None:
    """Run the selected measurements, or all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", nargs="*", default=["tones", "beats", "cost"])
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        world = {
            **os.environ,
            "XDG_CONFIG_HOME": scratch,
            "XDG_DATA_HOME": scratch,
            "XDG_CACHE_HOME": scratch,
            "RETROWALK_ASK_AFTER": "false",
        }
        with private_server(world, folder / "pulse"):
            if "tones" in given.what:
                tones(world, folder, given.rounds)
            if "busy" in given.what:
                tones(world, folder, given.rounds, {"two busy processes": 2})
            if "beats" in given.what:
                beats(world, folder)
            if "cost" in given.what:
                with recorded(world, folder / "heard.raw"):
                    cost(world, given.minutes)


if __name__ == "__main__":
    main()
