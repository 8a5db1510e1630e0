"""Find out whether sound can be played on this machine.

Some players exit with success when there is no sound server, so check before using them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

NO_AUDIO_OUTPUT = "no sound server or device"
CONNECT_TIMEOUT = 0.2
"""Seconds to wait for a sound server to accept a connection."""


def has_audio_output() -> bool:
    """Return whether a sound server or a sound device is present.

    This can only be checked on Linux. Elsewhere, return True.
    """
    if not sys.platform.startswith("linux"):
        return True
    server = os.environ.get("PULSE_SERVER", "")
    if server and not server.startswith(("unix:", "/")):
        return True  # a server on the network: only playing a sound can tell
    if any(accepts_connections(path) for path in _server_sockets(server)):
        return True
    return not server and any(Path("/dev/snd").glob("pcm*p"))


def _server_sockets(server: str) -> Iterator[Path]:
    """Yield the sockets of PulseAudio and PipeWire; `server` is $PULSE_SERVER."""
    if sys.platform == "win32":
        return
    if server:
        yield Path(server.removeprefix("unix:"))
        return
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    pulse = os.environ.get("PULSE_RUNTIME_PATH")
    yield (Path(pulse) if pulse else runtime / "pulse") / "native"
    yield runtime / "pipewire-0"
    yield Path("/run/pulse/native")


def accepts_connections(path: Path) -> bool:
    """Return whether a server is listening on a Unix socket."""
    import socket

    if sys.platform == "win32" or not path.is_socket():
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(CONNECT_TIMEOUT)
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True
