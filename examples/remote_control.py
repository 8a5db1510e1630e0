"""Control a walk from another program: write commands to its standard input.

    python remote_control.py intervals --plain

This example pauses after the first segment and resumes at once; use your own controls instead.
Commands: pause, resume, next, previous, extend 30s, end.
"""

from __future__ import annotations

import json
import subprocess
import sys


def main(arguments: list[str]) -> int:
    command = ["retrowalk", "run", *arguments, "--events", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as walk:
        assert walk.stdin is not None
        assert walk.stdout is not None
        for line in walk.stdout:
            event = json.loads(line)
            print(event["event"], flush=True)
            if event["event"] == "segment-end" and event["index"] == 1:
                walk.stdin.write("pause\nresume\n")
                walk.stdin.flush()
    return walk.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
