"""`retrowalk` and `python -m retrowalk`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line of this process; returns the exit code."""
    gc.disable()  # nothing that loads is garbage; the runner turns it on again
    from .cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
