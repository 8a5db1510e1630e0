"""Print a week's walks as cron lines or as a systemd timer.

    (crontab -l; python week_plan.py start-small --days mon,wed,fri --at 9:00) | crontab -
    python week_plan.py intervals --days tue,thu --at 18:30 --systemd

A walk needs a terminal and sound, so the job opens a terminal. Name yours with --terminal.
"""

from __future__ import annotations

import argparse
import shlex

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TIMER = """\
# ~/.config/systemd/user/retrowalk.timer
[Unit]
Description=Time for a walk

[Timer]
OnCalendar={days} {time}:00
Persistent=false

[Install]
WantedBy=timers.target

# ~/.config/systemd/user/retrowalk.service
[Unit]
Description=Walk: {session}

[Service]
Type=oneshot
ExecStart={command}
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("session")
    parser.add_argument("--days", default="mon,wed,fri")
    parser.add_argument("--at", default="9:00")
    parser.add_argument("--terminal", default="x-terminal-emulator -e")
    parser.add_argument("--systemd", action="store_true")
    chosen = parser.parse_args()
    days = chosen.days.split(",")
    if unknown := set(days) - set(DAYS):
        parser.error(f"unknown day {unknown.pop()}: write {','.join(DAYS)}")
    hour, minute = map(int, chosen.at.split(":"))
    command = f"{chosen.terminal} retrowalk run {shlex.quote(chosen.session)}"
    if chosen.systemd:
        names = ",".join(day.capitalize() for day in days)
        time = f"{hour:02}:{minute:02}"
        print(TIMER.format(days=names, time=time, session=chosen.session, command=command), end="")
    else:
        print(f"{minute} {hour} * * {','.join(days)} DISPLAY=:0 {command}")


if __name__ == "__main__":
    main()
