"""The standalone program in a Debian that has no Python.

Built by `make standalone`, which sets RETROWALK_STANDALONE to the program. The Debian is made by
debootstrap, once, in the folder RETROWALK_STANDALONE_ROOT.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.playback.recording import onsets, private_server, recorded

PROGRAM = os.environ.get("RETROWALK_STANDALONE", "")
ROOT = os.environ.get("RETROWALK_STANDALONE_ROOT", "")
ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "TERM": "xterm-256color",
    "RETROWALK_ASK_AFTER": "false",
}

IN_ROOT = [shutil.which("chroot") or "chroot"]

pytestmark = [
    pytest.mark.realtime,
    pytest.mark.skipif(not PROGRAM, reason="no standalone program was built: make standalone"),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a minimal Debian with the program in it, and libpulse0 as on machines with sound."""
    if sys.platform == "win32":
        raise NotImplementedError
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("debootstrap"):
        pytest.skip("a minimal Debian needs root and debootstrap")
    folder = Path(ROOT) if ROOT else tmp_path_factory.mktemp("debian")
    if not (folder / "bin").exists():
        make = ["debootstrap", "--variant=minbase", "--include=libpulse0", "bookworm", str(folder)]
        done = subprocess.run(make, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"debootstrap failed: {done.stdout[-200:]}")
    assert not list(folder.glob("usr/bin/python3*"))
    shutil.copy2(PROGRAM, folder / "usr" / "bin" / "retrowalk")
    marker = folder / "root" / ".local" / "share" / "retrowalk" / "safety-page-shown"
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.touch()
    return folder


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*IN_ROOT, str(root), "/usr/bin/retrowalk", *arguments]
    return subprocess.run(
        command,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


def test_it_has_the_presets_and_the_clips(root):
    assert run(root, "--version").stdout.startswith("retrowalk ")
    assert "start-small" in run(root, "presets").stdout
    checks = run(root, "doctor").stdout
    assert "ok  built-in" in checks
    assert "ok  miniaudio" in checks


@pytest.mark.parametrize("suffix", ["wav", "mp3", "html", "fit", "ics", "svg", "md", "yaml"])
def test_it_writes_every_format(root, suffix):
    done = run(root, "export", "start-small", "--to", f"/tmp/walk.{suffix}", "--force")
    assert done.returncode == 0, done.stderr
    assert (root / "tmp" / f"walk.{suffix}").stat().st_size > 100


def test_a_walk_is_shown_and_heard(root, tmp_path):
    world = dict(ENVIRONMENT)
    pulse = root / "run" / "sound"
    shutil.rmtree(pulse, ignore_errors=True)
    with private_server(world, pulse), recorded(world, tmp_path / "heard.raw"):
        inside = ENVIRONMENT | {
            "PULSE_SERVER": "unix:/run/sound/native",
            "PULSE_COOKIE": "/run/sound/cookie",
            "PULSE_SINK": "cue",
        }
        command = [*IN_ROOT, str(root), "/usr/bin/retrowalk"]
        from tests.pseudo_terminal import Program

        walk = Program([*command, "run", "6s f 6s b", "--lead-in", "4"], inside, (80, 24))
        try:
            walk.wait("backward", 60)
            assert walk.end(60) == 0
        finally:
            walk.close()
        time.sleep(0.5)
    assert len(onsets(tmp_path / "heard.raw")) >= 6
