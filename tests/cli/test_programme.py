"""The programme in a real program in a pseudo-terminal, on days that the test chooses."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from itertools import count

import pytest

from tests.fork_server import SHIFT

pytest.importorskip("pty", reason="there are no pseudo-terminals here")

MONDAY = date(2026, 3, 16)
"""Four weeks from here hold a change of the clocks."""
QUICK = ("--rehearse", "3600", "--lead-in", "0", "--sound", "off")


@pytest.fixture
def on(world, home, fork_server):
    """Start the program on the n-th day from MONDAY, in a pseudo-terminal or, `plain`, without."""
    from tests.pseudo_terminal import Program

    if fork_server is None:
        pytest.skip("processes cannot fork here")
    started, minutes = [], count()

    def start(n: int, *arguments: str, plain: bool = False):
        noon = datetime.combine(MONDAY + timedelta(days=n), time(12))
        shift = (noon - datetime.now()).total_seconds() + 60 * next(minutes)
        extra = {"TZ": "Europe/Berlin", "RETROWALK_TEST_KEEP_REHEARSALS": "1", SHIFT: str(shift)}
        env = {**world, **extra}
        if plain:
            return fork_server.run([*arguments], env, home, "", 60)
        started.append(Program([*arguments], env, (90, 24), fork_server))
        return started[-1]

    yield start
    for program in started:
        program.close()


def begin(on) -> None:
    program = on(0, "programme", "start")
    program.wait("Does any of this apply to you? y/n:")
    program.send("n")
    assert program.end() == 0
    assert "week 1 of 8" in program.text()


def walk(on, n: int, *, keys: str = "30nnn", morning: str = "") -> str:
    """Walk what is due; answer this morning's question if there is one, then the five."""
    program = on(n, "today", *QUICK)
    if morning:
        program.wait("Any pain this morning?")
        program.send(morning)
    for key, question in zip(
        keys, ("How hard", "Any pain?", "stumble", "passed?", "A fall"), strict=False
    ):
        program.wait(question)
        program.send(key)
    program.end()
    return program.written.decode()


def status(on, n: int) -> str:
    return on(n, "programme", plain=True).stdout


@pytest.mark.realtime
def test_four_weeks_across_a_change_of_the_clocks(on):
    begin(on)
    for week in range(4):
        for place, offset in enumerate((0, 2, 4)):
            n = 7 * week + offset
            shown = walk(on, n, morning="0" if offset else "")
            assert f"Today: week {week + 1}, walk {place + 1} of 3" in shown
        found = on(7 * week + 5, "programme", "answer", "--morning-pain", "0", plain=True)
        assert found.returncode == 0, found.stderr
    assert "[5]" in status(on, 28)
    assert "three walks done" in status(on, 28)


def test_a_day_off_offers_another_walk_and_running_days_need_anyway(on):
    begin(on)
    walk(on, 0)
    program = on(1, "today", *QUICK)
    program.wait("Any pain this morning?")
    program.send("0")
    shown = program.wait("Enter to leave")
    assert "You walked yesterday" in shown
    assert "--anyway" in shown
    program.send("\r")
    assert program.end() == 0
    found = on(1, "today", "--anyway", *QUICK, plain=True)
    assert found.returncode == 0
    assert "You walked yesterday, so this walk does not count" in found.stderr
    assert "retrowalk today --show" in found.stdout
    assert "1 of 3" in status(on, 1)


def test_the_morning_is_asked_about_once(on):
    begin(on)
    walk(on, 0)
    program = on(1, "today", "--show")
    program.wait("Any pain this morning?")
    program.send("\r")
    program.end()
    again = on(1, "today", "--show")
    assert again.end() == 0
    assert "this morning" not in again.text()


def test_a_start_while_it_runs_says_how_to_go_back(on):
    begin(on)
    assert on(1, "programme", "start", "--week", "3", plain=True).returncode == 0
    again = on(2, "programme", "start", plain=True)
    assert "The programme was in week 3" in again.stderr
    assert "retrowalk programme start --week 3" in again.stderr


def test_an_alarm_halts_the_programme_until_it_is_started_again(on):
    begin(on)
    shown = walk(on, 0, keys="30nny")
    assert "call the emergency number" in shown
    assert "today --show" not in shown
    assert shown.rstrip().endswith("retrowalk programme start")
    refused = on(2, "today", plain=True)
    assert refused.returncode != 0
    assert "Talk to a doctor or physiotherapist first" in " ".join(refused.stderr.split())
    program = on(3, "programme", "start")
    program.wait("Does any of this apply")
    program.send("y")
    assert program.end() == 1
    assert "programme start --i-know" in " ".join(program.text().split())
    halted = status(on, 3)
    assert "Halted" in halted
    assert "Talk to a doctor or physiotherapist" in halted
    assert on(3, "programme", "start", "--i-know", plain=True).returncode == 0
    assert "week 1 of 8" in status(on, 3)


def test_without_a_terminal_nothing_is_asked(on):
    refused = on(0, "programme", "start", plain=True)
    assert refused.returncode == 2
    assert "--i-know" in refused.stderr
    assert "Nobody has tested" in refused.stdout
    started = on(0, "programme", "start", "--i-know", plain=True)
    assert started.returncode == 0
    assert "Nobody has tested" in started.stdout
    assert on(0, "today", *QUICK, plain=True).returncode == 0
    assert "1 of 3" in status(on, 1)
    assert "question not answered" in status(on, 7)


def test_the_walker_can_override_the_rules(on):
    assert on(0, "programme", "start", "--i-know", "--week", "3", plain=True).returncode == 0
    for command, week in (("on", "[4]"), ("back", "[3]"), ("repeat", "[3]")):
        assert week in on(1, "program", command, plain=True).stdout
    moved = on(1, "programme", "days", "tue,thu,sat", plain=True)
    assert "Days: Tue, Thu, Sat" in moved.stdout
    assert on(1, "programme", "days", "mon,tue,sat", plain=True).returncode == 2
    assert "your decision" in on(1, "programme", "why", plain=True).stdout
    assert "Stopped" in on(2, "programme", "stop", plain=True).stdout
    assert "retrowalk programme start" in on(2, "today", plain=True).stderr


def test_an_alarm_can_be_reported_before_any_walk_of_this_start(on):
    assert on(0, "programme", "start", "--i-know", plain=True).returncode == 0
    assert on(0, "today", *QUICK, plain=True).returncode == 0
    assert on(1, "programme", "start", "--i-know", plain=True).returncode == 0
    reported = on(1, "programme", "answer", "--alarm", plain=True)
    assert "call the emergency number" in reported.stdout
    assert "Halted" in status(on, 1)


def test_the_menu_offers_todays_walk_first(on):
    begin(on)
    program = on(0)
    program.wait(lambda shown: re.search(r"> 1 +today", shown))
    program.send("q")
    program.end()


def test_a_history_from_another_machine_continues_the_programme(on, world, tmp_path):
    begin(on)
    walk(on, 0)
    exported = on(1, "history", "export", plain=True).stdout
    (tmp_path / "walks.json").write_text(exported)
    world["XDG_DATA_HOME"] = str(tmp_path / "other")
    assert "has not been started" in status(on, 1)
    assert on(1, "history", "import", str(tmp_path / "walks.json"), plain=True).returncode == 0
    assert "1 of 3" in status(on, 1)


@pytest.mark.slow
def test_the_sheet_prints_on_one_page(on, tmp_path, browser):
    pypdf = pytest.importorskip("pypdf")
    import base64
    import io

    assert on(0, "programme", "start", "--i-know", plain=True).returncode == 0
    walk(on, 0)
    path = tmp_path / "sheet.html"
    assert on(1, "programme", "export", "--to", str(path), plain=True).returncode == 0
    browser.open(path, fake=False)
    printed = browser.do("Page.printToPDF", preferCSSPageSize=True)
    letter = browser.do("Page.printToPDF", paperWidth=8.5, paperHeight=11)
    assert len(pypdf.PdfReader(io.BytesIO(base64.b64decode(letter["data"]))).pages) == 1
    document = pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"])))
    assert len(document.pages) == 1
    text = unicodedata.normalize("NFKC", document.pages[0].extract_text())  # undo ligatures
    words = "".join(text.split())
    for row in ("four backward bouts of 20 seconds", "two backward bouts of five minutes", "16 Mar",
                "1:2.5", "Which week is next", "doi:10.1186/1471-2474-11-126"):  # fmt: skip
        assert row.replace(" ", "") in words


def test_a_new_calendar_export_moves_events_without_duplicates(on, tmp_path):
    icalendar = pytest.importorskip("icalendar")
    vobject = pytest.importorskip("vobject")
    assert on(0, "programme", "start", "--i-know", plain=True).returncode == 0

    def events(n: int, name: str) -> dict[str, date]:
        path = tmp_path / name
        done = on(
            n,
            "programme",
            "export",
            "--to",
            str(path),
            "--at",
            "7:30",
            "--tz",
            "Europe/Berlin",
            plain=True,
        )
        assert done.returncode == 0, done.stderr
        text = path.read_bytes()
        read = icalendar.Calendar.from_ical(text)
        found = {str(e["UID"]): e["DTSTART"].dt for e in read.walk("VEVENT") if "STATUS" not in e}
        other = vobject.readOne(text.decode())
        active = [e for e in other.vevent_list if not hasattr(e, "status")]
        assert {e.uid.value: e.dtstart.value for e in active} == found
        assert all(e.walk("VALARM") for e in read.walk("VEVENT") if "STATUS" not in e)
        cancelled = {str(e["UID"]) for e in read.walk("VEVENT") if e.get("STATUS") == "CANCELLED"}
        assert len(cancelled) + len(found) == len(other.vevent_list)
        assert not cancelled & found.keys()
        assert all(start.hour == 7 for start in found.values())
        return {uid: start.date() for uid, start in found.items()}

    first = events(0, "a.ics")
    assert len(first) == 24
    assert min(first.values()) == MONDAY
    assert max(first.values()) == MONDAY + timedelta(days=7 * 7 + 4)
    assert on(7, "programme", "repeat", plain=True).returncode == 0
    again = events(7, "b.ics")
    assert again.keys() == first.keys()
    assert all(again[uid] == day + timedelta(days=7) for uid, day in first.items())
    assert on(7, "programme", "on", plain=True).returncode == 0
    later = events(7, "c.ics")
    assert len(later) == 21
    assert later.keys() < first.keys()
    read = icalendar.Calendar.from_ical((tmp_path / "c.ics").read_bytes())
    cancelled = {str(e["UID"]) for e in read.walk("VEVENT") if "STATUS" in e}
    assert cancelled == first.keys() - later.keys()


@pytest.mark.parametrize("suffix", ["md", "svg"])
def test_a_table_and_a_picture_are_written(on, tmp_path, suffix):
    path = tmp_path / f"programme.{suffix}"
    assert on(0, "programme", "export", "--to", str(path), plain=True).returncode == 0
    assert "Eight weeks of backward walking" in path.read_text()
    again = on(0, "programme", "export", "--to", str(path), plain=True)
    assert again.returncode == 5
    wrong = on(0, "programme", "export", "--to", "x.doc", plain=True)
    assert "unsupported format '.doc'" in wrong.stderr
