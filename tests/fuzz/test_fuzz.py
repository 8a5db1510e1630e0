"""Any bytes are read as a session or refused, quickly and in little memory."""

import importlib.util
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from retrowalk.presets.library import shipped_folder
from tests.conftest import RETROWALK
from tests.fuzz.target import read_any_line, read_anything

HOSTILE = sorted((Path(__file__).parents[1] / "hostile").iterdir())
HOW_MANY = int(os.environ.get("FUZZ_INPUTS", "3000"))
"""Inputs that are made; FUZZ_INPUTS=100000 for a thorough round."""


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
@pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
def test_each_hostile_file_is_refused_by_both_parsers(path, pure):
    assert not read_anything(path.read_bytes(), pure=pure)


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_each_hostile_file_ends_the_program_with_4_and_plain_text(run, path):
    done = run("check", str(path))
    assert done.returncode == 4, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert all(c.isprintable() or c in "\n\ufffd" for c in done.stderr)


def seeds() -> list[bytes]:
    return [p.read_bytes() for p in [*HOSTILE, *Path(shipped_folder()).iterdir()]]


def test_generated_inputs_are_read_or_refused():
    rng, corpus = random.Random(20_26), seeds()
    valid = 0
    for _ in range(HOW_MANY):
        data = mutated(rng, rng.choice(corpus))
        valid += read_anything(data) + read_any_line(data[:300])
    assert valid  # some of the mutations are harmless


def mutated(rng: random.Random, original: bytes) -> bytes:
    """Return the bytes with a few pieces changed, doubled or removed."""
    data = bytearray(original)
    for _ in range(rng.randint(1, 8)):
        place = rng.randrange(len(data) + 1)
        size = rng.randint(0, 12)
        piece = rng.choice(
            [
                bytes(rng.randrange(256) for _ in range(size)),
                bytes(data[place : place + size]) * rng.randint(1, 4),
                rng.choice([b"[", b"{", b": ", b"- ", b"open", b"$x", b"repeat: 9", b'"', b"\n  "]),
            ]
        )
        data[place : place + rng.choice([0, size])] = piece
    return bytes(data[:20_000])


@pytest.mark.realtime
def test_the_worst_inputs_stay_under_200_mb_and_2_seconds(world, home):
    """Inputs as large as the limits allow: a file of 1 MiB, 150,000 values, 20,000 segments."""
    worst = {
        "deep": b"[" * 1_000_000,
        "wide": b"[" + b"1," * 400_000 + b"]",
        "steps": b"steps:\n" + b"- forward: 4s\n" * 19_999,
        "errors": b"steps:\n" + b"- foo: 4s\n" * 20_000,
        "keys": b"".join(b"k%d: 1\n" % n for n in range(70_000)),
        "comment": b"#" * ((1 << 20) - 1),
    }
    script = (
        "import re, sys, time; from tests.fuzz.target import read_anything\n"
        "started = time.perf_counter(); read_anything(open(sys.argv[1], 'rb').read())\n"
        "taken = time.perf_counter() - started\n"
        # getrusage can report the peak of the parent process
        "peak = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]\n"
        "print(taken, peak)"
    )
    clean = {k: v for k, v in world.items() if not k.startswith("COVERAGE")}
    for name, data in worst.items():
        path = home / name
        path.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-c", script, str(path)],
            env=clean,
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, (name, done.stderr[-500:])
        seconds, kilobytes = map(float, done.stdout.split())
        assert seconds < 4, name  # twice the figure: machines are noisy
        assert kilobytes < 200 * 1024, name


def test_a_real_run_ends_with_4_on_the_deepest_file(world, home):
    (home / "deep.yaml").write_bytes(b"[" * 100_000)
    done = subprocess.run(
        [*RETROWALK, "run", "deep.yaml"], env=world, cwd=home, capture_output=True, text=True
    )
    assert done.returncode == 4
    assert "nested deeper than 32 levels" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris does not install on this Python"
)
def test_coverage_guided_fuzzing_finds_nothing_in_a_short_run(tmp_path):
    command = [sys.executable, "-m", "tests.fuzz.coverage_guided", str(tmp_path)]
    command += [str(HOSTILE[0].parent), "-max_total_time=15", "-max_len=2000"]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}
    done = subprocess.run(
        command, cwd=Path(__file__).parents[2], env=clean, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
