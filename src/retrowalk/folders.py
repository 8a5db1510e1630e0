"""The user's folders for settings, data and files that can be created again."""

from __future__ import annotations

import os
import sys
from typing import Literal

Kind = Literal["config", "data", "cache"]
_XDG = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}
"""The variables of the XDG Base Directory Specification, and the folders in HOME without them."""


def user_folder(kind: Kind) -> str | None:
    """Return the program's folder of a kind; None for a user without a home folder.

    It is the folder that platformdirs returns. On Linux it is usually found without importing
    platformdirs, which would take a fifteenth of the time to the first frame, and pathlib, which
    would take as much of the time of help.
    """
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        variable, default = _XDG[kind]
        home = os.environ.get("HOME", "")
        base = os.environ.get(variable) or os.path.join(home, default)
        if os.path.isabs(home) and os.path.isabs(base):
            return os.path.join(os.path.normpath(base), "retrowalk")
    import platformdirs

    try:
        folder: str = getattr(platformdirs, f"user_{kind}_dir")("retrowalk", appauthor=False)
    except RuntimeError:  # no home folder; older versions return a relative path
        return None
    return folder if os.path.isabs(folder) else None
