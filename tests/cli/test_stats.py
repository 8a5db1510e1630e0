import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

from tests.cli.conftest import added


def test_weeks_start_as_set(run, world):
    added(run, "5f", "--began", "2026-11-01 10:00")  # a Sunday
    added(run, "5f", "--began", "2026-11-02 10:00")
    world["RETROWALK_WEEK_STARTS"] = "sunday"
    week = json.loads(run("stats", "--json").stdout)["weeks"][0]
    assert (week["start"], week["monday"], week["walks"]) == ("2026-11-01", "2026-11-02", 2)
    assert re.search(r"^Sun .*\n(?:.*\n){5}Sat ", run("stats").stdout, re.MULTILINE)
    world["RETROWALK_WEEK_STARTS"] = "monday"
    week = json.loads(run("stats", "--json").stdout)["weeks"][0]
    assert (week["start"], week["monday"], week["walks"]) == ("2026-10-26", "2026-10-26", 1)


def test_stats_add_everything_up(run, home):
    today = datetime.now().astimezone()
    for ago in (0, 0, 7, 8, 8, 9):
        began = today - timedelta(days=ago, hours=2 if today.hour > 2 else 0, minutes=30)
        added(run, "7f 2b 1f 3b", "--began", f"{began:%Y-%m-%d %H:%M}")
    found = json.loads(run("stats", "--json").stdout)
    assert found["walks"] == 6
    assert found["backward_seconds"] == 6 * 300
    assert found["longest_backward_seconds"] == 180
    assert sum(week["walks"] for week in found["weeks"]) == 6
    shown = run("stats").stdout
    assert "Backward per week" in shown
    assert "longest bout     3:00 backward" in shown
    assert re.search(r"streak +\d weeks? with 3 or more walks", shown)
    assert [row for row in shown.splitlines() if row.startswith(("Mon", "Sun"))]
    assert run("stats", "--svg", "stats.svg").stdout == "Wrote stats.svg\n"
    drawn = ElementTree.parse(home / "stats.svg").getroot()
    assert drawn.tag.endswith("svg")
    assert any(
        "0:00 backward, " in (title.text or "") for title in drawn.iter() if "title" in title.tag
    )
    assert run("stats", "--svg", "no/where.svg").returncode == 5
