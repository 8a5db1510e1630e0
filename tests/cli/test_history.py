import csv
import io
import json
import os
import re
import sys
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

import pytest

ASK = {"RETROWALK_ASK_AFTER": "true"}
NO_WALKS = "No walks yet. Start one: retrowalk start-small\n"
NOW = ("--lead-in", "0", "--sound", "off")


def added(run, line: str, *more: str) -> None:
    done = run("history", "add", line, *more)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def some(run):
    """A history of three walks."""
    added(run, "intervals", "--began", "2026-11-03 18:30", "--note", "by the river")
    added(run, "12f 5b", "--began", "2026-11-04", "--effort", "4", "--pain", "0", "--no-stumble")
    added(run, "start-small", "--rounds", "5")
    return run


def test_without_walks_the_first_is_suggested(run):
    assert run("history").stdout == NO_WALKS
    assert run("stats").stdout == NO_WALKS
    assert json.loads(run("stats", "--json").stdout)["walks"] == 0
    assert run("history", "show", "1").returncode == 2
    assert json.loads(run("history", "export").stdout) == {"schema": 1, "walks": []}


def test_the_list_has_the_newest_first_with_what_was_walked(some):
    shown = some("history").stdout
    rows = [line.split("  ") for line in shown.splitlines() if re.match(r"\s*\d", line)]
    assert [row[0].strip() for row in rows][:3] == ["3", "2", "1"]
    assert "3 Nov 18:30  Intervals" in shown
    assert "20:00      3:00" in shown
    assert "completed" not in shown
    assert "3 walks" in shown
    walks = json.loads(some("history", "--json").stdout)["walks"]
    assert [walk["backward_seconds"] for walk in walks] == [100, 300, 180]


def test_filters_choose_walks(some):
    assert "1 walk\n" in some("history", "--preset", "intervals").stdout
    assert "2 walks" in some("history", "--since", "2026-11-04").stdout
    assert "1 walk\n" in some("history", "--since", "today").stdout
    assert json.loads(some("stats", "--preset", "intervals", "--json").stdout)["walks"] == 1
    assert some("history", "--preset", "nothing").stdout == "No walks match.\n"
    assert some("history", "--since", "soon").returncode == 2


def test_a_walk_is_shown_planned_against_walked(some):
    shown = some("history", "show", "1").stdout
    assert "Intervals, 3 Nov 2026 18:30, completed" in shown
    strips = [line for line in shown.splitlines() if "█" in line]
    assert len(strips) == 2
    assert strips[0].removeprefix("planned") == strips[1].removeprefix("walked ")
    assert "Note         by the river" in shown
    assert "Effort       4 of 10" in some("history", "show", "2").stdout
    assert json.loads(some("history", "show", "1", "--json").stdout)["plan"]["seconds"] == 1200


def test_the_feedback_of_a_walk_can_be_changed(some):
    assert some("history", "edit", "1", "--effort", "7", "--stumble").returncode == 0
    shown = some("history", "show", "1").stdout
    assert "Effort       7 of 10" in shown
    assert "Stumble      yes" in shown
    assert "by the river" in shown
    some("history", "edit", "1", "--note", "")
    assert "by the river" not in some("history", "show", "1").stdout
    for wrong in ((), ("--effort", "11"), ("--note", "a\x1b[2Jb"), ("--note", "x" * 201)):
        assert some("history", "edit", "1", *wrong).returncode == 2
    assert some("history", "edit", "9", "--pain", "1").returncode == 2


def test_the_start_of_a_walk_can_be_corrected(some):
    done = some("history", "edit", "1", "--began", "2026-11-02 07:15", "--effort", "2")
    assert (done.returncode, done.stdout) == (0, "Changed walk 1: Intervals, 2 Nov 2026 07:15\n")
    shown = some("history", "show", "1").stdout
    assert "2 Nov 2026 07:15" in shown
    assert "Effort       2 of 10" in shown
    assert "by the river" in shown
    days = json.loads(some("stats", "--json").stdout)["days"]
    assert [day["day"] for day in days][:2] == ["2026-11-02", "2026-11-04"]
    assert some("history", "edit", "1", "--began", "tomorrow").returncode == 2
    assert some("history", "edit", "1").returncode == 2


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


def test_the_id_of_a_deleted_walk_is_not_used_again(some):
    assert some("history", "delete", "3", "99").returncode == 2  # none of them then
    assert "Deleted walk 3: Start small" in some("history", "delete", "3").stdout
    assert "2 walks" in some("history").stdout
    added(some, "5f")
    assert re.search(r"^ *4  ", some("history").stdout, re.MULTILINE)


def test_what_cannot_be_added_is_refused(run):
    assert "open segments have no known duration" in run("history", "add", "one-block").stderr
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    assert "is in the future" in run("history", "add", "5f", "--began", tomorrow).stderr
    assert run("history", "add", "5q").returncode == 4


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_an_export_is_imported_without_duplicates(some, home, form):
    text = some("history", "export", form).stdout
    (home / "export").write_text(text)
    assert some("history", "import", "export").stdout == "Added 0, already recorded 3\n"
    some("history", "delete", "1", "2", "3")
    assert some("history", "import", "-", input=text).stdout == "Added 3, already recorded 0\n"
    assert some("history", "export", form).stdout.splitlines()[1][3:] == text.splitlines()[1][3:]
    if form == "--csv":
        first = next(csv.DictReader(io.StringIO(text)))
        assert (first["session"], first["backward_seconds"]) == ("intervals", "180")
        assert first["note"] == "by the river"


def test_an_invalid_export_is_refused_and_changes_nothing(some, home):
    (home / "bad.json").write_text('{"schema": 1, "walks": [{"uid": "x"}]}')
    (home / "binary").write_bytes(b"\xff\xfe\x00")
    assert some("history", "import", "bad.json").returncode == 4
    assert some("history", "import", "binary").returncode == 5
    assert some("history", "import", "nowhere.json").returncode == 5
    assert "3 walks" in some("history").stdout


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


def test_after_a_walk_one_line_asks_how_it_was(terminal, run):
    program = terminal("run", "2s f", "--inline", *NOW, **ASK)
    program.wait("Enter skips")
    program.send("12 0\r")
    program.wait("two numbers")
    program.send("6, 1 y\r")
    assert program.end() == 0
    shown = run("history", "show", "1").stdout
    assert "Effort       6 of 10" in shown
    assert "Pain         1 of 10" in shown
    assert "Stumble      yes" in shown
    program = terminal("run", "2s f", "--inline", *NOW, **ASK)
    program.wait("Enter skips")
    program.send("\r")
    assert program.end() == 0
    program = terminal("run", "2s f", "--inline", *NOW, **ASK)
    program.wait("Enter skips")
    program.send("\x03")
    assert program.end() == 0
    assert "Effort" not in run("history", "show", "3").stdout


def test_without_an_answer_the_program_ends(terminal):
    program = terminal("run", "2s f", "--inline", *NOW, **ASK)
    program.wait("Enter skips")
    assert program.end() == 0


def test_there_is_no_question_if_it_is_off_or_the_walk_was_interrupted(terminal):
    assert terminal("run", "2s f", *NOW, RETROWALK_ASK_AFTER="false").end() == 0
    assert terminal("run", "2s f", *NOW, "--no-history", **ASK).end() == 0
    program = terminal("intervals", *NOW, **ASK)
    program.wait("FORWARD")
    program.send("qq")
    assert program.end() == 3
    program = terminal("intervals", *NOW, **ASK)
    program.wait("FORWARD")
    program.send("\x03")
    assert program.end() == 130


def test_an_interrupted_walk_is_resumed_where_it_stopped(terminal, run, home):
    preset = home / "config" / "retrowalk" / "presets" / "mine.yaml"
    preset.write_text("title: Mine\nsteps: [forward: 3s, backward: 30s, forward: 7s]\n")
    program = terminal("mine", *NOW)
    program.wait("▼ BACKWARD")
    program.send("+")
    program.wait("0:59")
    program.send("\x03")
    assert program.end() == 130
    preset.write_text("title: Other\nsteps: [forward: 1m]\n")
    menu = terminal()
    menu.wait(lambda shown: "> 1 resume" in shown and "Mine, from 0:0" in shown)
    menu.send("\r")
    shown = menu.wait(lambda text: "▼ BACKWARD" in text and "segment 2 of 3" in text)
    assert re.search(r"Mine +0:(0[3-9]|1\d) / 1:10", shown)
    menu.send("n")
    menu.wait("▲ FORWARD")
    menu.wait("DONE")
    menu.send("\r")
    assert menu.end() == 0
    assert "1 skipped" in menu.text()
    walk = json.loads(run("history", "show", "1", "--json").stdout)
    assert walk["outcome"] == "completed"
    assert [event["kind"] for event in walk["events"]] == ["extend", "break", "skip"]
    assert "nothing to resume" in run("resume").stderr


def test_what_cannot_be_resumed_is_refused(some):
    assert "nothing to resume" in some("resume").stderr
    assert "walk 1 was finished" in some("resume", "1").stderr
    assert some("resume", "7").returncode == 2


def test_a_damaged_plan_does_not_affect_other_walks(some, home):
    import sqlite3

    (path,) = (home / "data" / "retrowalk").glob("*.db")
    with sqlite3.connect(path) as file:
        file.execute("UPDATE plans SET plan = '{broken' WHERE id = (SELECT min(id) FROM plans)")
    done = some("history", "export")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["walks"]) == 2
    assert "skipped walk 1: its plan is damaged" in done.stderr
    shown = some("history", "show", "1")
    assert shown.returncode == 5
    assert "its plan is damaged" in shown.stderr


@pytest.mark.parametrize("command", [("history", "show"), ("history", "delete"), ("resume",)])
def test_a_number_that_no_walk_can_have_is_a_usage_error(run, command):
    done = run(*command, "9" * 30)
    assert done.returncode == 2
    assert "unexpected" not in done.stderr


def test_a_resumed_walk_announces_the_time_left(terminal, run, home, world):
    program = terminal("run", "30s f, 30s b", *NOW)
    program.wait("FORWARD")
    program.wait(lambda shown: "0:26" in shown)
    program.send("\x03")
    assert program.end() == 130
    world["RETROWALK_ASK_AFTER"] = "false"
    events = home / "events"
    again = terminal("resume", *NOW, "--events", str(events))
    again.wait("FORWARD")
    again.send("\x03")
    again.end()
    written = [json.loads(line) for line in events.read_text().splitlines()]
    (start,) = [e for e in written if e["event"] == "cue" and e["cue"] == "start"]
    assert re.fullmatch(
        r"Walk forward\. Twenty-(six|five) seconds left\. (Easy|Gentle) pace\.", start["text"]
    )


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text here")
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_files_of_any_name_are_walked_recorded_and_found(run, world, home, locale):
    world |= {"LANG": locale, "LC_ALL": locale, "RETROWALK_TEST_KEEP_REHEARSALS": "1"}
    raw, accents = os.fsdecode(b"w\xff"), "u\N{COMBINING DIAERESIS}bung"
    for name in (raw, accents):
        (home / f"{name}.yaml").write_text("steps: [forward: 5s, backward: 5s]")
        walked = run("run", f"{name}.yaml", "--lead-in", "0", "--rehearse", "600")
        assert (walked.returncode, walked.stderr) == (0, "")
        added(run, f"{name}.yaml")
        assert "2 walks" in run("history", "--preset", name).stdout
        assert run("check", f"{name}.yaml").returncode == 0
    assert "2 walks" in run("history", "--preset", "übung").stdout
    assert len(json.loads(run("history", "export").stdout)["walks"]) == 4


@pytest.mark.parametrize(
    "command",
    [
        ("history",),
        ("history", "--json"),
        ("history", "show", "1"),
        ("summary",),
        ("summary", "--svg", "-"),
        ("history", "delete", "1"),
    ],
    ids=" ".join,
)
def test_no_imported_text_can_control_the_terminal(some, home, command):
    import sqlite3

    evil = "\x1b]0;evil\x07\N{RIGHT-TO-LEFT OVERRIDE}\N{ARABIC LETTER MARK}"
    with sqlite3.connect(home / "data" / "retrowalk" / "history.db") as file:
        file.execute("UPDATE walks SET title = ?, name = ?, note = ?, version = ?", (evil,) * 4)
    done = some(*command)
    shown = done.stdout + done.stderr
    assert shown
    assert not set(shown) & set(evil) - set("]0;evil")


def test_activities_of_the_history_are_written(run, world, home):
    world["RETROWALK_TEST_KEEP_REHEARSALS"] = "1"
    for _ in range(2):
        run("run", "6s f 6s b", "--lead-in", "0", "--rehearse", "20")
    assert run("history", "export", "1", "--to", "walk.fit").stdout == "Wrote walk.fit\n"
    assert (home / "walk.fit").read_bytes()[8:12] == b".FIT"
    assert run("history", "export", "1", "--to", "walk.fit").returncode == 5
    written = run("history", "export", "--since", "1d", "--to", "all.tcx").stdout
    assert written.count("Wrote all/") == 2
    assert run("history", "export", "1").returncode == 2
    assert run("history", "export", "9", "--to", "x.md").returncode == 2
