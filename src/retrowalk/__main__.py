"""`retrowalk` and `python -m retrowalk`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line of this process; returns the exit code."""
    gc.disable()  # nothing that loads is garbage; the runner turns it on again
    try:
        from .cli import run
    except KeyboardInterrupt:  # before anything is there that could say so
        return 130
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
