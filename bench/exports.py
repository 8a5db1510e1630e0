"""Measure exports of a 60-minute session by the real program.

    pip install 'retrowalk[all]' && python bench/exports.py

Targets: WAV under 1 s, FLAC under 4 s, MP3 under 25 s; FIT, ICS, HTML and SVG under 0.5 s; memory
under 80 MB; the page under 60 kB. Each line also has the processor time, which does not depend on
other programs, and for audio the time that ffmpeg, if installed, takes to encode the same WAV.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SESSION = "10x(5f 1b)"
SECONDS = {
    "wav": 1.0,
    "flac": 4.0,
    "ogg": None,
    "opus": None,
    "mp3": 25.0,
    "fit": 0.5,
    "ics": 0.5,
    "html": 0.5,
    "svg": 0.5,
    "md": 0.5,
}
MEMORY = 80_000
"""kB."""
PAGE = 60_000
"""Bytes."""
CODECS = {"flac": "flac", "ogg": "libvorbis", "opus": "libopus", "mp3": "libmp3lame"}
SCRIPT = (
    "import sys; from retrowalk.cli.main import run; code = run(sys.argv[1:]);"
    "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0]); sys.exit(code)"
)


def timed(command: list[str]) -> tuple[float, float, str]:
    """Return a command's elapsed seconds, its processor seconds, and its output."""
    if sys.platform == "win32":
        raise NotImplementedError
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    elapsed = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return elapsed, worked, done.stdout


def encoder_time(folder: Path, suffix: str) -> str:
    """Return how long ffmpeg takes for the same format, as text."""
    if suffix not in CODECS or not shutil.which("ffmpeg"):
        return ""
    command = ["ffmpeg", "-y", "-v", "error", "-i", str(folder / "hour.wav"), "-c:a"]
    command += [CODECS[suffix], "-b:a", "48k", str(folder / f"other.{suffix}")]
    return f"ffmpeg {timed(command)[1]:.2f} s"


def main() -> int:
    """Print a line per format; return 1 if a target is missed."""
    missed = False
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for suffix, target in SECONDS.items():
            path = folder / f"hour.{suffix}"
            command = [sys.executable, "-c", SCRIPT, "export", SESSION, "--to", str(path)]
            elapsed, worked, printed = timed(command)
            memory, size = int(printed.split()[-1]), path.stat().st_size
            bad = (target is not None and worked > target) or memory > MEMORY
            bad |= suffix == "html" and size > PAGE
            missed |= bad
            print(
                f"{suffix:<5} {elapsed:6.2f} s  processor {worked:6.2f} s"
                f"  {f'(at most {target} s)' if target else '':<16} {memory / 1000:5.1f} MB"
                f"  {size:>11,} bytes  {encoder_time(folder, suffix)}"
                f"  {'MISSED' if bad else ''}".rstrip()
            )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
