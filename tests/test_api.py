import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import retrowalk as rw
from retrowalk.core.session import CueSettings, Direction, Segment, Session
from retrowalk.presets import serialize as writer
from retrowalk.presets.library import open_line

S = timedelta(seconds=1)


def test_the_public_names_exist_and_are_sorted():
    assert list(rw.__all__) == sorted(rw.__all__)
    assert dir(rw) == rw.__all__
    for name in rw.__all__:
        assert getattr(rw, name) is not None
    with pytest.raises(AttributeError):
        _ = rw.nothing


def test_importing_it_loads_nothing_heavy():
    script = (
        "import sys, retrowalk; print(set(sys.modules) & {'pydantic', 'rich', 'yaml', 'click'})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("minutes", [1 / 3, 0.1, 2.5, 7])
def test_a_length_may_be_any_number_of_minutes(minutes):
    length = rw.forward(minutes).duration
    assert abs(length - timedelta(minutes=minutes)) <= timedelta(milliseconds=1)


def test_the_time_left_can_be_switched_off():
    quiet = rw.session("quiet", [rw.forward(10)], every="off")
    assert not [mark for mark in rw.timeline(quiet) if "left" in str(mark)]


def test_a_session_is_made_looked_at_and_walked_step_by_step():
    hill = rw.session(
        "hill day",
        [rw.forward("4m", label="warm up"), *rw.repeat(4, rw.backward("45s"), rw.forward("2m"))],
    )
    assert hill.total == timedelta(minutes=15)
    assert [(s.round, s.rounds) for s in hill.segments[:3]] == [(None, None), (1, 4), (1, 4)]
    marks = list(rw.timeline(hill))
    assert marks[0].at == timedelta(0)
    assert marks[-1].at == hill.total

    class Stepped:
        seconds = 0.0

        def now(self):
            return self.seconds

        def wait(self, seconds):
            self.seconds += seconds
            return rw.Command(rw.Verb.END) if self.seconds > 300 else None

    stepped = Stepped()
    moments = list(rw.play(hill, stepped, stepped))
    assert moments[-1].view.outcome is rw.Outcome.ENDED
    assert 300 < moments[-1].view.at.total_seconds() < 302


def test_files_lines_and_presets_are_sessions(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(rw.dump(rw.parse("2x(5f 1b)")))
    assert rw.load(path) == rw.parse("2x(5f 1b)")
    assert rw.preset("intervals", forward="10m").total == timedelta(minutes=35)
    assert rw.preset("treadmill", warm_up=timedelta(minutes=1)).segments[0].duration == 60 * S


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: rw.forward("soon"),
        lambda: rw.forward("0s"),
        lambda: rw.forward("5m", at_most="3m"),
        lambda: rw.forward(label="two\nlines"),
        lambda: rw.repeat(0, rw.forward("5m")),
        lambda: rw.session("empty", []),
        lambda: rw.session("long", rw.repeat(13, rw.forward("2h"))),
        lambda: rw.preset("nothing"),
        lambda: rw.preset("intervals", sideways=1),
        lambda: rw.preset("intervals", forward="9h"),
    ],
)
def test_invalid_arguments_raise_an_error_with_a_clear_message(wrong):
    with pytest.raises(rw.UsageError):
        wrong()


@pytest.mark.parametrize("line", ["5q", "", "3x(", "5f } "])
def test_a_bad_line_is_an_invalid_session(line):
    with pytest.raises(rw.InvalidSession):
        rw.parse(line)


texts = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\u200e\u200f"),
    max_size=30,
).filter(lambda t: t.strip())
lengths = st.integers(1000, 3_600_000).map(lambda ms: timedelta(milliseconds=ms))


@st.composite
def any_segment(draw) -> Segment:
    direction = draw(st.sampled_from(Direction))
    is_open = draw(st.booleans())
    return Segment(
        direction,
        None if is_open else draw(lengths),
        at_most=draw(st.none() | lengths) if is_open and direction is not Direction.STAND else None,
        label=draw(st.none() | texts),
        note=draw(st.none() | texts),
        say=draw(st.none() | texts),
        speed_kmh=draw(st.none() | st.integers(1, 25_000).map(lambda n: n / 1000)),
        cadence=draw(st.none() | st.integers(40, 130)),
    )


@st.composite
def any_session(draw) -> Session:
    parts: list[Segment] = []
    for _ in range(draw(st.integers(1, 4))):
        some = draw(st.lists(any_segment(), min_size=1, max_size=3))
        if draw(st.booleans()):
            some = rw.repeat(draw(st.integers(1, 3)), *some)
            if draw(st.booleans()):
                some = rw.repeat(draw(st.integers(1, 3)), *some, draw(any_segment()))
        parts += some
    name, title = draw(texts), draw(texts)
    return Session(name, title, tuple(parts), CueSettings(midpoint=draw(st.booleans())))


@given(any_session())
def test_any_session_written_in_any_format_reads_back_as_the_same(tmp_path_factory, session):
    from retrowalk.presets import builder

    assert builder.build(open_line(writer.to_line(session)), {}) == session
    path = tmp_path_factory.mktemp("s") / "s.yaml"
    for form in ("yaml", "json"):
        path.write_text(writer.FORMS[form](session), encoding="utf-8")
        assert rw.load(path) == session


@given(st.text(max_size=200) | st.text(alphabet='0123456789x()fbs {}=",.openm', max_size=80))
def test_any_line_is_a_session_or_invalid(line):
    try:
        assert rw.parse(line).segments
    except rw.InvalidSession as error:
        assert "line:1:" in str(error)


@pytest.mark.parametrize(
    "line",
    [
        "2x(3x(1m30s forward, 30s backward), 1m stand)",
        "2m forward, 4x(10s backward, 2x(20s forward, 5s stand), 1m forward), 2m forward",
        "2x(2x(2x(5s forward), 6s backward), 7s stand)",
        "1x(5m forward, 1m backward), 2m forward",
    ],
)
def test_repeats_are_preserved_when_written(line):
    assert writer.to_line(rw.parse(line)) == line


@pytest.fixture
def folders(home, monkeypatch):
    """Set the user's folders to empty ones."""
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    monkeypatch.setenv("RETROWALK_SOUND", "off")
    monkeypatch.setenv("RETROWALK_TEST_KEEP_REHEARSALS", "1")
    return home


def test_run_walks_as_the_command_does_and_history_has_it(folders, capsys):
    result = rw.run(rw.parse("90s f 30s b"), lead_in=0, rehearse=600)
    assert (result.outcome, result.exit_code, result.problems) == (rw.Outcome.COMPLETED, 0, ())
    assert result.summary.total == 120 * S
    assert repr(result) == "<WalkResult completed 2:00, record 1>"
    assert repr(result.summary) == "<Summary completed 2:00 of 2:00>"
    assert "2 of 2 segments finished" in capsys.readouterr().out
    (record,) = rw.history()
    assert (record.id, record.summary.total) == (result.record_id, 120 * S)
    assert "completed" in repr(record)
    assert rw.history(preset="intervals") == []


def test_run_enforces_limits_and_checks_settings(folders):
    with pytest.raises(rw.InvalidSession, match="i_know=True"):
        rw.run(rw.parse("20b"))
    with pytest.raises(rw.RetrowalkError, match="volume"):
        rw.run(rw.parse("1f"), volume=900)
    with pytest.raises(rw.UsageError, match="unknown option 'loudness'"):
        rw.run(rw.parse("1f"), loudness=3)


def test_run_outside_the_main_thread_is_refused(folders):
    with ThreadPoolExecutor(1) as pool, pytest.raises(rw.UsageError, match="main thread"):
        pool.submit(rw.run, rw.parse("1f")).result()


def test_export_writes_a_file_from_any_thread(folders):
    path = folders / "walk.svg"
    assert rw.export(rw.preset("intervals"), path, units="mph") == [path]
    assert path.read_text().startswith("<svg")
    with pytest.raises(rw.FileError, match="use force=True"):
        rw.export(rw.preset("intervals"), path)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(rw.export, rw.preset("intervals"), path, force=True).result() == [path]
    with pytest.raises(rw.UsageError, match="unknown option 'colour'"):
        rw.export(rw.preset("intervals"), path, colour="red")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"lead_in": -5}, "lead-in: -5 is not valid"),
        ({"lead_in": "soon"}, 'lead-in: "soon" is not valid'),
        ({"rehearse": 0}, "use a number from 1 to 3600"),
        ({"sound": "loud"}, "write stream, player, bell or off"),
    ],
)
def test_run_refuses_values_out_of_range(folders, options, message):
    with pytest.raises(rw.RetrowalkError, match=message):
        rw.run(rw.parse("1f"), **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"volume": 300}, "volume: 300 is not valid"),
        ({"units": "leagues"}, "write km/h or mph"),
        ({"time_left": "1s"}, "use 10 seconds or more"),
    ],
)
def test_export_refuses_values_out_of_range(folders, options, message):
    with pytest.raises(rw.RetrowalkError, match=message):
        rw.export(rw.parse("1f"), folders / "walk.wav", **options)
    assert not (folders / "walk.wav").exists()


def test_export_enforces_limits_in_formats_that_guide_a_walk(folders):
    session = rw.parse("20b")
    with pytest.raises(rw.InvalidSession, match="i_know=True"):
        rw.export(session, folders / "walk.html")
    assert rw.export(session, folders / "walk.html", i_know=True)
    assert rw.export(session, folders / "walk.svg")


@pytest.mark.parametrize("call", [rw.plan, rw.run, rw.dump, rw.timeline, rw.play])
def test_a_name_instead_of_a_session_is_a_type_error(folders, call):
    with pytest.raises(TypeError, match=r"'intervals' is not a session: use preset\(\)"):
        call("intervals")


def test_history_takes_a_date_or_a_moment(folders):
    rw.run(rw.parse("90s f 30s b"), lead_in=0, rehearse=600)
    assert len(rw.history(since=datetime.now())) == 1
    with pytest.raises(TypeError, match="since must be a date"):
        rw.history(since="yesterday")  # type: ignore[arg-type]


def test_plan_has_the_format_of_plan_json(folders):
    plan = rw.plan(rw.parse("5f 1b"))
    assert (plan["schema"], plan["seconds"], plan["segments"][1]["start"]) == (1, 360, 300)


def test_reprs_are_short():
    assert repr(rw.preset("intervals")) == "<Session 'Intervals' 20:00, 7 segments>"
    assert repr(rw.parse("open f")) == "<Session 'session' 0:00 and open segments, 1 segment>"
    assert repr(rw.backward("45s", label="hill")) == "<Segment backward 0:45 'hill'>"
    assert repr(rw.forward()) == "<Segment forward open>"
    assert repr(next(rw.timeline(rw.parse("1f")))) == "<Mark 0:00 start, segment 1>"
    moment = next(rw.play(rw.parse("1f")))
    assert repr(moment) == "<Moment 0:00 walking: session-start, segment-start, cue>"


def test_a_notebook_shows_a_session_as_a_strip_to_scale():
    root = ElementTree.fromstring(rw.parse("3f 1b 1m stand")._repr_svg_())
    bars = [e for e in root.iter() if e.get("class") in ("forward", "backward", "stand")]
    assert [e.get("class") for e in bars] == ["forward", "backward", "stand"]
    widths = [float(e.get("width")) for e in bars]
    assert widths[0] == pytest.approx(3 * widths[1], rel=0.05)
    assert float(bars[1].get("height")) > float(bars[0].get("height"))


def test_importing_a_subpackage_hides_no_public_name():
    script = "import retrowalk, retrowalk.history.store; print(callable(retrowalk.history))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"
