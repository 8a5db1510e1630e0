"""The shipped presets have the segments, totals and limits of docs/presets.md."""

import json
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from retrowalk.core.programme_weeks import preset_name
from retrowalk.core.session import Direction
from retrowalk.presets import builder
from retrowalk.presets.library import Library, shipped_folder
from retrowalk.presets.preset import RUNNER_FLAGS

F, B, ST = Direction.FORWARD, Direction.BACKWARD, Direction.STAND


def rounds(times: int, *steps: tuple[Direction, int | None]) -> list:
    return list(steps) * times


SEGMENTS = {
    "start-small": [(ST, 10), *rounds(3, (B, 20), (ST, 40))],
    "intervals": [*rounds(3, (F, 300), (B, 60)), (F, 120)],
    "treadmill": [(F, 180), (ST, 45), *rounds(3, (B, 60), (ST, 60)), (ST, 45), (F, 120)],
    "even-minutes": [(F, 300), *rounds(5, (B, 60), (F, 60)), (F, 120)],
    "one-block": rounds(4, (F, None), (B, None)),
    "hallway-ten": [(ST, 10), *rounds(4, (B, 15), (ST, 30))],
    "one-in-ten": [(F, 270), (B, 60), (F, 270)],
    "two-one": [(F, 300), *rounds(5, (B, 60), (F, 120)), (F, 60)],
    "split-ten": [(F, 300), *rounds(5, (B, 120), (F, 60)), (F, 120)],
    "ten-block": [(F, 300), (B, 600), (F, 300)],
    "beat-walk": [(F, 300), *rounds(6, (B, 60), (F, 90)), (F, 60)],
    "programme-week-1": [(F, 300), *rounds(4, (B, 20), (F, 100)), (F, 180)],
    "programme-week-2": [(F, 300), *rounds(4, (B, 30), (F, 150)), (F, 180)],
    "programme-week-3": [*rounds(3, (F, 300), (B, 60)), (F, 120)],
    "programme-week-4": [(F, 300), *rounds(5, (B, 60), (F, 120)), (F, 180)],
    "programme-week-5": [(F, 300), *rounds(6, (B, 60), (F, 60)), (F, 180)],
    "programme-week-6": [(F, 300), *rounds(4, (B, 120), (F, 120)), (F, 180)],
    "programme-week-7": [(F, 300), *rounds(4, (B, 150), (F, 90)), (F, 180)],
    "programme-week-8": [(F, 300), *rounds(2, (B, 240), (F, 120)), (B, 120), (F, 180)],
    "maintenance": [(F, 300), *rounds(2, (B, 300), (F, 120)), (F, 180)],
}
TOTALS = {
    "start-small": (190, 60),
    "intervals": (1200, 180),
    "treadmill": (750, 180),
    "even-minutes": (1020, 300),
    "one-block": (0, 0),
    "hallway-ten": (190, 60),
    "one-in-ten": (600, 60),
    "two-one": (1260, 300),
    "split-ten": (1320, 600),
    "ten-block": (1200, 600),
    "beat-walk": (1260, 360),
    "programme-week-1": (960, 80),
    "programme-week-2": (1200, 120),
    "programme-week-3": (1200, 180),
    "programme-week-4": (1380, 300),
    "programme-week-5": (1200, 360),
    "programme-week-6": (1440, 480),
    "programme-week-7": (1440, 600),
    "programme-week-8": (1320, 600),
    "maintenance": (1320, 600),
}
NAMES = sorted(SEGMENTS)


def session(name: str):
    preset = Library().open(name)
    assert preset is not None
    return builder.build(preset, {})


def test_every_shipped_preset_is_covered_by_these_tests():
    assert sorted(path.stem for path in Path(shipped_folder()).iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_has_its_segments_and_totals(name):
    built = session(name)
    found = [(s.direction, s.duration and s.duration.total_seconds()) for s in built.segments]
    assert found == SEGMENTS[name]
    totals = (built.total.total_seconds(), built.time(B).total_seconds())
    assert totals == TOTALS[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_names_its_source_and_says_it_is_not_reviewed(name):
    preset = Library().open(name)
    assert preset.name == name
    assert preset.source
    assert "no physiotherapist has reviewed" in " ".join(preset.why.lower().split())
    assert all(option.help for option in preset.options)


@pytest.mark.parametrize("name", NAMES)
def test_the_quick_summary_is_the_one_in_the_file(name):
    library = Library()
    assert library.summaries()[name] == library.open(name).summary != ""


def test_the_backward_block_of_one_block_ends_by_itself_after_three_minutes():
    backward = [s for s in session("one-block").segments if s.direction is B]
    assert {s.at_most for s in backward} == {timedelta(seconds=180)}


def test_no_direction_changes_on_a_moving_belt():
    directions = [s.direction for s in session("treadmill").segments]
    pairs = set(pairwise(directions))
    assert (F, B) not in pairs
    assert (B, F) not in pairs


@pytest.mark.parametrize("name", NAMES)
def test_the_smallest_and_largest_options_make_sessions_too(name):
    preset = Library().open(name)
    for bound in ("low", "high"):
        for option in preset.options:
            value = getattr(option, bound)
            assert builder.build(preset, {option.name: value}).segments


def test_no_shipped_option_allows_backward_beyond_the_limit():
    for name in NAMES:
        for option in Library().open(name).options:
            if option.name == "backward":
                assert option.low >= timedelta(seconds=5)
                assert option.high <= timedelta(minutes=15)
            assert option.name not in RUNNER_FLAGS


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_takes_every_shipped_preset(name):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(
        (Path(shipped_folder()).parent / "docs" / "session.schema.json").read_text()
    )
    preset = Library().open(name)
    jsonschema.Draft202012Validator(schema).validate(preset.document.data)


def test_the_programme_grows_slowly_from_week_to_week():
    weeks = [session(preset_name(week)) for week in range(1, 10)]
    bouts = [max(s.duration for s in week.segments if s.direction is B) for week in weeks]
    minutes = [week.time(B) for week in weeks]
    assert all(later <= 2 * one for one, later in pairwise(bouts))
    assert all(later - one <= timedelta(minutes=2) for one, later in pairwise(minutes))
    assert max(minutes) <= timedelta(minutes=10)


def test_a_week_of_the_programme_has_no_options_and_no_beat():
    for week in range(1, 10):
        preset = Library().open(preset_name(week))
        assert preset.options == ()
        assert all(step.cadence is None for step in session(preset_name(week)).segments)
