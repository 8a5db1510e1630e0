"""Sum this week's backward minutes from the history.

python weekly_total.py
python weekly_total.py 2026-11-25     # the week of a day
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta


def backward_minutes(day: date) -> float:
    """Return the minutes walked backward in the week of a day. Weeks begin on Monday."""
    monday = day - timedelta(days=day.weekday())
    done = subprocess.run(
        ["retrowalk", "stats", "--json"], capture_output=True, text=True, check=True
    )
    weeks = json.loads(done.stdout)["weeks"]
    return sum(w["backward_seconds"] for w in weeks if w["monday"] == monday.isoformat()) / 60


if __name__ == "__main__":
    day = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else date.today()
    print(f"{backward_minutes(day):.1f}")
