import csv
import io
import json
import os
import re
import sys
from datetime import date, timedelta

import pytest

from tests.cli.conftest import added

NO_WALKS = "No walks yet. Start one: retrowalk start-small\n"


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


def test_a_walk_without_the_time_left_is_recorded_and_shown(run, world):
    world["RETROWALK_TEST_KEEP_REHEARSALS"] = "1"
    walk = ("run", "1m f 10s b", "--time-left", "off", "--lead-in", "0", "--rehearse", "3600")
    assert run(*walk).returncode == 0
    shown = run("history", "show", "1", "--json")
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout)["outcome"] == "completed"


def test_the_answers_of_the_programme_can_be_corrected(some):
    assert some("history", "edit", "1", "--alarm", "--dizziness").returncode == 0
    assert "Alarm        yes" in some("history", "show", "1").stdout
    changed = some("history", "edit", "1", "--no-alarm", "--no-dizziness", "--morning-pain", "2")
    assert changed.returncode == 0
    shown = some("history", "show", "1").stdout
    assert "Alarm        no" in shown
    assert "Dizziness    no" in shown
    assert "Next morning pain 2 of 10" in shown


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
    bad = some("history", "import", "bad.json")
    assert bad.returncode == 4
    assert "cannot import bad.json: walk 1 of this export is invalid" in bad.stderr
    assert some("history", "import", "binary").returncode == 5
    assert some("history", "import", "nowhere.json").returncode == 5
    assert "3 walks" in some("history").stdout


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


@pytest.mark.slow
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
