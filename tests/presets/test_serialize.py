"""A written session reads back as the same session, in each format."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import retrowalk as rw
from retrowalk.core.session import CueSettings, Segment, Session
from retrowalk.errors import UsageError
from retrowalk.presets import serialize
from retrowalk.presets.builder import build
from retrowalk.presets.diagnostics import Text
from retrowalk.presets.reader import read
from retrowalk.presets.yaml_loader import load
from tests.strategies import cue_settings

blocks = st.recursive(
    st.sampled_from(["30s b", "1m f", "10s s", "open f"]).map(lambda step: rw.parse(step).segments),
    lambda inner: st.builds(
        lambda times, body, rest: tuple(rw.repeat(times, *body, between=sum(rest, ()))),
        st.integers(2, 3),
        st.lists(inner, min_size=1, max_size=2),
        st.lists(inner, max_size=1),
    ),
    max_leaves=6,
)


def built(text: str) -> Session:
    return build(read(load(Text("t.yaml", text)), "t"), {})


@given(st.lists(blocks, min_size=1, max_size=3).map(lambda parts: sum(parts, ())), cue_settings)
def test_repeats_the_rests_between_them_and_cues_are_restored(
    segments: tuple[Segment, ...], cues: CueSettings
):
    session = Session("any", "any", segments, cues=cues)
    assert built(serialize.to_yaml(session)) == session
    assert built(serialize.to_json(session)) == session
    assert rw.parse(serialize.to_line(session)) == session


@pytest.mark.parametrize(
    "line",
    [
        "3x(30s backward / 1m forward), 2m forward",
        "2x(2x(30s backward), 1m forward / 20s stand)",
        "5m forward, 3x(1m backward, 10s stand / 2m forward, 10s stand)",
    ],
)
def test_a_rest_between_rounds_is_written_with_between(line):
    assert serialize.to_line(rw.parse(line)) == line


def test_between_is_walked_after_every_round_but_the_last():
    session = rw.parse("3x(30s b / 1m f)")
    assert [str(s.direction) for s in session.segments] == [
        *("backward", "forward", "backward", "forward", "backward")
    ]
    assert [s.round for s in session.segments] == [1, 1, 2, 2, 3]
    data = json.loads(serialize.to_json(session))
    assert data["steps"] == [
        {"repeat": 3, "steps": [{"backward": "30s"}], "between": [{"forward": "1m"}]}
    ]


@pytest.mark.parametrize("line", ["3x(/ 1f)", "3x(1f /)", "1f / 1b", "3x(1f / 1b / 1f)"])
def test_a_slash_out_of_place_is_refused(line):
    with pytest.raises(rw.InvalidSession):
        rw.parse(line)


def test_a_session_too_long_for_a_line_is_refused_with_a_remedy():
    label = "x" * 180
    segments = [rw.forward("1s", label=f"{n:04} {label}") for n in range(6_000)]
    with pytest.raises(UsageError, match="--to yaml"):
        serialize.to_line(rw.session("long", segments))
