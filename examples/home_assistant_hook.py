"""Tell Home Assistant what you are doing, through a webhook.

In `config.toml` (`retrowalk config edit`):

    [hooks]
    segment-start = ["python", "home_assistant_hook.py", "URL", "{direction}"]
    session-end = ["python", "home_assistant_hook.py", "URL", "done"]

URL is the address of a webhook trigger: http://homeassistant.local:8123/api/webhook/ID. An
automation can then use the direction as `trigger.json.direction`.
"""

from __future__ import annotations

import json
import sys
import urllib.request


def main(url: str, direction: str) -> None:
    body = json.dumps({"direction": direction}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=5):
            pass
    except OSError as error:
        sys.exit(f"Home Assistant did not answer at {url}: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
