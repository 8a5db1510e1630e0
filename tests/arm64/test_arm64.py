"""The program on arm64 Linux, as on a Raspberry Pi, in a Debian that is emulated by qemu-user.

Run by `make arm64`, which sets RETROWALK_ARM64_WHEEL to the built wheel. The Debian has Python and
alsa-utils, but no compiler and no sound server. It is made once in RETROWALK_ARM64_ROOT.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from retrowalk.audio.wave_io import RATE
from tests.playback.recording import RATE as RECORDING_RATE
from tests.playback.recording import onsets

WHEEL = os.environ.get("RETROWALK_ARM64_WHEEL", "")
ROOT = os.environ.get("RETROWALK_ARM64_ROOT", "")
INTERPRETER = Path("/proc/sys/fs/binfmt_misc/qemu-aarch64")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "TERM": "xterm-256color",
    "RETROWALK_ASK_AFTER": "false",
}
FILE_OUTPUT = """\
pcm.!default {
  type file
  slave.pcm "null"
  file "/tmp/heard.raw"
  format "raw"
}
"""
RECORDING_APLAY = """\
#!/bin/sh
# note when the real aplay is started, and with what
[ "$1" = --version ] && exec /usr/bin/aplay --version
date +%s.%N >> /tmp/started
for file; do :; done
cp "$file" "/tmp/$(wc -l < /tmp/started).wav"
exec /usr/bin/aplay "$@"
"""
START_PLAYERS = """\
import subprocess, time
for _ in range(5):
    print(time.time(), flush=True)
    subprocess.run(["aplay", "--quiet", "/tmp/1.wav"], check=True)
"""
LATE = 0.15
"""Seconds that a sound may be late on a real machine."""
WALKS = 3
PYTHON, PROGRAM = "/opt/venv/bin/python", "/opt/venv/bin/retrowalk"

pytestmark = [
    pytest.mark.realtime,
    pytest.mark.skipif(not WHEEL, reason="no wheel was built for this: make arm64"),
]


def run(root: Path, *command: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shutil.which("chroot") or "chroot", str(root), *command],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=timeout,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def debian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A Debian for arm64. Its packages are unpacked but not configured, which needs no emulation."""
    if sys.platform == "win32":
        raise NotImplementedError
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("debootstrap"):
        pytest.skip("a Debian for arm64 needs root and debootstrap")
    if not INTERPRETER.exists():
        pytest.skip("qemu-aarch64 is not registered: install qemu-user-static and binfmt-support")
    folder = Path(ROOT) if ROOT else tmp_path_factory.mktemp("arm64")
    if not (folder / "usr/bin/aplay").exists():
        unpack(folder)
    mounts = [("proc", folder / "proc"), ("devpts", folder / "dev/pts")]
    for kind, place in mounts:
        subprocess.run(["mount", "-t", kind, kind, str(place)], check=True)
    yield folder
    for _, place in mounts:
        subprocess.run(["umount", str(place)], check=True)


def unpack(folder: Path) -> None:
    packages = "--include=python3-venv,alsa-utils"
    make = ["debootstrap", "--foreign", "--variant=minbase", "--arch=arm64", packages]
    done = subprocess.run([*make, "bookworm", str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"debootstrap failed: {done.stdout[-200:]}")
    for package in sorted((folder / "var/cache/apt/archives").glob("*.deb")):
        files = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE)
        extract = ["tar", "--extract", "--keep-directory-symlink", f"--directory={folder}"]
        subprocess.run(extract, input=files.stdout, check=True)
    certificates = folder / CERTIFICATES.relative_to("/")
    certificates.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(CERTIFICATES, certificates)
    shutil.copy("/etc/resolv.conf", folder / "etc/resolv.conf")
    if (folder / "proc").is_symlink():  # debootstrap in a container links it to the machine's own
        (folder / "proc").unlink()
        (folder / "proc").mkdir()
    (folder / "opt").mkdir(exist_ok=True)  # made when packages are configured
    (folder / "etc/asound.conf").write_text(FILE_OUTPUT)
    (folder / "dev/snd").mkdir(exist_ok=True)
    (folder / "dev/snd/pcmC0D0p").touch()  # stands for a sound card
    aplay = folder / "usr/local/bin/aplay"
    aplay.parent.mkdir(parents=True, exist_ok=True)
    aplay.write_text(RECORDING_APLAY)
    aplay.chmod(0o755)


@pytest.fixture(scope="module")
def root(debian: Path) -> Path:
    """The Debian with the wheel installed by pip, as a user does it."""
    shutil.copy(WHEEL, debian / "opt")
    wheel = f"/opt/{Path(WHEEL).name}"
    if not (debian / PROGRAM[1:]).exists():
        made = run(debian, "/usr/bin/python3", "-m", "venv", "/opt/venv", timeout=900)
        assert made.returncode == 0, made.stderr
        done = run(debian, PYTHON, "-m", "pip", "install", wheel, timeout=1800)
        assert done.returncode == 0, done.stderr
    again = ("--force-reinstall", "--no-deps", "--quiet", wheel)
    assert run(debian, PYTHON, "-m", "pip", "install", *again, timeout=900).returncode == 0
    marker = debian / "root/.local/share/retrowalk/safety-page-shown"
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.touch()
    return debian


def test_pip_installs_it_without_a_compiler(root):
    assert not [*root.glob("usr/bin/*gcc*"), *root.glob("usr/bin/cc"), *root.glob("usr/bin/clang*")]
    machine = run(root, PYTHON, "-c", "import platform; print(platform.machine())")
    assert machine.stdout.strip() == "aarch64"
    assert run(root, PROGRAM, "--version").stdout.startswith("retrowalk ")
    assert "miniaudio" not in run(root, PYTHON, "-m", "pip", "list").stdout


def test_doctor_says_that_the_player_is_used(root):
    done = run(root, PROGRAM, "doctor", "--json")
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert json.loads(done.stdout)["sound"] == "player"
    assert checks["player"]["well"], checks["player"]
    assert "alsa" in checks["player"]["found"]
    assert not checks["stream"]["well"]
    assert "the player is used instead" in checks["stream"]["advice"]


def test_a_rehearsed_walk_is_shown_to_its_end(root):
    from tests.pseudo_terminal import Program

    command = [shutil.which("chroot") or "chroot", str(root), PROGRAM, "run", "5m f 5m b"]
    walk = Program([*command, "--rehearse", "60", "--lead-in", "0"], ENVIRONMENT, (80, 24))
    try:
        walk.wait("FORWARD", 60)
        walk.wait("BACKWARD", 60)
        assert walk.end(120) == 0, walk.text()
        assert "2 of 2 segments finished" in walk.text()
    finally:
        walk.close()


def test_with_aplay_alone_every_tone_is_heard_and_on_time(root, tmp_path):
    walks = [lateness_of_tones(root, tmp_path) for _ in range(WALKS)]
    # other programs on this machine only ever add to the time, so the least of each tone counts
    late = [min(each) for each in zip(*walks, strict=True)]
    print(f"late by {min(late):.3f} to {max(late):.3f} s, without the emulator's own time")
    assert max(late) < LATE
    assert min(late) > -LATE


def lateness_of_tones(root: Path, folder: Path) -> list[float]:
    """Walk, and return how late each tone was, without the time to start an emulated player."""
    for old in (*root.glob("tmp/*.wav"), *root.glob("tmp/started"), *root.glob("tmp/*.jsonl")):
        old.unlink()
    flags = ("--lead-in", "10", "--no-voice", "--plain", "--events", "/tmp/walk.jsonl")
    done = run(root, PROGRAM, "run", "5s f 5s b", *flags)
    assert done.returncode == 0, done.stderr
    assert "No sound" not in done.stdout + done.stderr
    events = [json.loads(line) for line in (root / "tmp/walk.jsonl").read_text().splitlines()]
    due = [
        datetime.fromisoformat(event["clock"]).timestamp() - event["late"]
        for event in events
        if event["event"] == "cue" and event["cue"] != "ready"  # which has only words
    ]
    started = [float(line) for line in (root / "tmp/started").read_text().split()]
    heard = [
        start + onset
        for number, start in enumerate(started, 1)
        for onset in tones(root / f"tmp/{number}.wav", folder)
    ]
    assert len(heard) == len(due)
    assert (root / "tmp/heard.raw").stat().st_size > 1000  # what the real aplay has played
    emulation = seconds_to_start_a_player(root)
    return [at - when - emulation for at, when in zip(heard, due, strict=True)]


def tones(path: Path, folder: Path) -> list[float]:
    """Return when the tones of a file start, in seconds."""
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        samples = file.readframes(file.getnframes())
    raw = folder / "samples.raw"
    raw.write_bytes(samples)
    return [onset * RECORDING_RATE / RATE for onset in onsets(raw, 0.3)]


def seconds_to_start_a_player(root: Path) -> float:
    """Return how long the emulator takes to start a player from an idle Python program."""
    (root / "tmp/started").unlink()
    done = run(root, PYTHON, "-c", START_PLAYERS)
    assert done.returncode == 0, done.stderr
    asked = [float(line) for line in done.stdout.split()]
    started = [float(line) for line in (root / "tmp/started").read_text().split()]
    return min(b - a for a, b in zip(asked, started, strict=True))
