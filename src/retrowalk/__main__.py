"""Entry point of `retrowalk` and `python -m retrowalk`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line of this process and return its exit code."""
    gc.disable()  # start-up makes no garbage; the runner enables it again
    try:
        from .cli.main import run
    except KeyboardInterrupt:  # before there is an App to print a message
        return 130
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
