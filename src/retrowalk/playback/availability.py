"""Whether a Linux machine has anything that sound could go to.

Some players are silent and report success when there is no server, so it is asked beforehand.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

NO_AUDIO_OUTPUT = "no sound server or device"


def has_audio_output() -> bool:
    """Whether a sound server answers or a sound device is there; elsewhere than on Linux: yes."""
    if not sys.platform.startswith("linux"):
        return True
    server = os.environ.get("PULSE_SERVER", "")
    if server and not server.startswith(("unix:", "/")):
        return True  # a server on the network: only playing can tell
    if any(_answers(path) for path in _sockets(server)):
        return True
    return not server and any(Path("/dev/snd").glob("pcm*p"))


def _sockets(server: str) -> Iterator[Path]:
    if server:
        yield Path(server.removeprefix("unix:"))
        return
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    pulse = os.environ.get("PULSE_RUNTIME_PATH")
    yield (Path(pulse) if pulse else runtime / "pulse") / "native"
    yield runtime / "pipewire-0"
    yield Path("/run/pulse/native")


def _answers(path: Path) -> bool:
    """Whether somebody listens at a socket."""
    import socket

    if not path.is_socket():
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.2)
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True
