"""Measure the time and memory to load, check and build large session files.

    python bench/loading.py

Targets: 1,000 segments in under 150 ms beyond the interpreter's start, 20,000 in under 3 s and
300 MB, growing linearly.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
LOAD = (
    "import resource, sys, retrowalk; retrowalk.load(sys.argv[1]);"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
)


def seconds(*command: str) -> tuple[float, str]:
    """Return the median time of a command, and what it printed last."""
    times, out = [], ""
    for _ in range(ROUNDS):
        started = time.perf_counter()
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        times.append(time.perf_counter() - started)
    return statistics.median(times), out.strip()


def main() -> None:
    """Measure each size."""
    base, _ = seconds(sys.executable, "-c", "pass")
    print(f"{'segments':>9} {'beyond start':>13} {'memory':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for size in (1_000, 5_000, 10_000, 20_000):
            path = Path(folder) / f"{size}.yaml"
            steps = "".join(f"- forward: {2 + n % 2}s\n  label: step {n}\n" for n in range(size))
            path.write_text(f"steps:\n{steps}")
            took, memory = seconds(sys.executable, "-c", LOAD, str(path))
            print(f"{size:9,} {(took - base) * 1000:10.0f} ms {memory:>6} MB")


if __name__ == "__main__":
    main()
