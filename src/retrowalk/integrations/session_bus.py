"""The session bus (D-Bus), which media keys need."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path


def has_session_bus(environment: Mapping[str, str]) -> bool:
    """Return whether there may be a session bus for media keys."""
    if sys.platform in ("win32", "darwin"):
        return False
    if "DBUS_SESSION_BUS_ADDRESS" in environment:
        return True
    runtime = environment.get("XDG_RUNTIME_DIR")
    return bool(runtime) and Path(str(runtime), "bus").exists()


def media_keys_problem() -> str:
    """Return why media keys cannot work, or "" if they can."""
    try:
        from jeepney.io.blocking import open_dbus_connection
    except ImportError:
        return "jeepney is not installed"
    try:
        open_dbus_connection(bus="SESSION").close()
    except KeyError:
        return "no session bus: DBUS_SESSION_BUS_ADDRESS is not set"
    except Exception as error:
        return f"no session bus: {error}"
    return ""
