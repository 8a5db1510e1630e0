"""The scheduler: cues never overlap or cross a boundary, and yield in order of importance."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.audio.bank import Bank
from retrowalk.core.cue_rules import LATEST_SOON, SHORTEST_ANNOUNCED, CueKind, cues_within
from retrowalk.core.session import CueSettings, Direction, Segment, Session
from retrowalk.cues.scheduler import StartAt, finale, schedule_segment
from retrowalk.cues.sounds import MIN_GAP, Kind, Sound, VoiceConfig
from retrowalk.presets import builder
from retrowalk.presets.library import Library
from tests.strategies import segments

S = timedelta(seconds=1)
BANK = Bank(speech=lambda text: None)
SPOKEN = VoiceConfig(BANK.length)
SILENT = VoiceConfig(BANK.length, voice=False)

sayings = st.none() | st.sampled_from(
    ["Stop the belt. Feet on the side rails. Turn round.", "Halfway.", "Nobody can say this!"]
)
every = st.none() | st.integers(10, 90).map(lambda s: s * S)


@st.composite
def talkative(draw) -> Session:
    """Sessions with cues at any moment."""
    walked = draw(st.lists(segments(), min_size=1, max_size=6))
    said = [replace(segment, say=draw(sayings)) for segment in walked]
    return Session("any", "Any", tuple(said), CueSettings(draw(st.booleans()), draw(every)))


plain_sessions = st.lists(
    st.builds(
        Segment,
        st.sampled_from(Direction),
        st.none() | st.integers(10_000, 2_000_000).map(lambda ms: timedelta(milliseconds=ms)),
        speed_kmh=st.none() | st.just(1.2),
    ),
    min_size=1,
    max_size=4,
).map(lambda made: Session("any", "Any", tuple(made)))


@given(talkative(), st.booleans(), st.sampled_from([1.0, 1.0, 7.0, 60.0]))
def test_cues_never_overlap_and_never_cross_the_end_of_their_segment(session, voice, scale):
    style = VoiceConfig(BANK.length, voice, scale)
    for index, segment in enumerate(session.segments):
        laid = schedule_segment(session, index, segment.limit, style)
        for utterance in laid:
            ends = [placed.end for placed in utterance.sounds]
            starts = [placed.at for placed in utterance.sounds]
            assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
            assert segment.limit is None or utterance.end <= segment.limit
        for before, after in pairwise(laid):
            assert before.end + MIN_GAP * scale <= after.start


@given(talkative(), st.booleans())
def test_every_segment_starts_with_its_tone_exactly_at_the_boundary(session, voice):
    for index, segment in enumerate(session.segments):
        laid = schedule_segment(session, index, segment.limit, VoiceConfig(BANK.length, voice))
        assert laid[0].cue.kind is CueKind.START
        assert laid[0].sounds[0].at == timedelta(0)
        assert laid[0].sounds[0].sound == Sound(Kind.TONE, str(segment.direction))


@given(talkative())
def test_an_announcement_is_never_dropped_and_never_later_than_5_seconds_before(session):
    for index, segment in enumerate(session.segments):
        if segment.limit is None or segment.limit < SHORTEST_ANNOUNCED:
            continue
        due = cues_within(session, index, index + 1, segment.limit)
        wanted = [cue for _, cue in due if cue.kind is CueKind.SOON]
        scheduled = schedule_segment(session, index, segment.limit, SPOKEN)
        given = [u for u in scheduled if u.cue.kind is CueKind.SOON]
        assert [u.cue for u in given] == wanted
        for utterance in given:
            assert utterance.start <= segment.limit - LATEST_SOON
            assert len(utterance.sounds) > 1 or segment.limit < 7 * S  # in words too


def longest_silence(session: Session, index: int) -> timedelta:
    """Return the longest silence in a segment; an open one is heard for ten minutes."""
    until = session.segments[index].limit or 600 * S
    heard = schedule_segment(session, index, session.segments[index].limit, SPOKEN)
    ends = [timedelta(0), *(utterance.end for utterance in heard)]
    starts = [*(utterance.start for utterance in heard), until]
    return max(start - end for end, start in zip(ends, starts, strict=True) if end < until)


def longest_allowed(segment: Segment) -> timedelta:
    return (30 if segment.direction is Direction.BACKWARD else 60) * S


def talk_share(session: Session) -> float:
    """Return the share of the session's time with sound; open segments are counted short."""
    talk = total = timedelta(0)
    for index, segment in enumerate(session.segments):
        until = segment.limit or 180 * S
        heard = schedule_segment(session, index, segment.limit, SPOKEN)
        talk += sum((u.end - u.start for u in heard if u.start < until), timedelta(0))
        total += until
    return talk / total


@settings(max_examples=25)
@given(plain_sessions)
def test_no_silence_is_longer_than_a_minute_or_backward_than_half_a_minute(session):
    for index, segment in enumerate(session.segments):
        assert longest_silence(session, index) <= longest_allowed(segment)


@settings(max_examples=25)
@given(plain_sessions)
def test_less_than_half_of_the_time_is_speech(session):
    assert talk_share(session) <= 0.5 or session.total < 60 * S


@pytest.mark.parametrize("name", sorted(Library(Path()).working()))
def test_a_preset_is_never_silent_for_long_and_sounds_less_than_40_percent_of_the_time(name):
    preset = Library(Path()).open(name)
    assert preset
    session = builder.build(preset, {})
    for index, segment in enumerate(session.segments):
        assert longest_silence(session, index) <= longest_allowed(segment)
    assert talk_share(session) < 0.4


def said(session: Session, index: int = 0, style: VoiceConfig = SPOKEN, **begin) -> list[str]:
    limit = session.segments[index].limit
    return [
        " ".join(placed.sound.name for placed in utterance.sounds)
        for utterance in schedule_segment(session, index, limit, style, StartAt(**begin))
    ]


def walk(*segments: Segment, **cues) -> Session:
    return Session("t", "T", segments, CueSettings(**cues))


COUNT = ["pip three", "pip two", "last-pip one"]


def test_a_segment_of_five_seconds_has_its_tone_its_direction_and_its_whole_countdown():
    session = walk(Segment(Direction.BACKWARD, 5 * S), Segment(Direction.FORWARD, 5 * S))
    assert said(session) == ["backward walk-backward", *COUNT]
    assert said(session, style=SILENT) == ["backward", "pip", "pip", "last-pip"]


def test_a_long_enough_segment_speaks_every_part():
    session = walk(
        Segment(Direction.FORWARD, 300 * S),
        Segment(Direction.BACKWARD, 60 * S, round=1, rounds=2),
        Segment(Direction.BACKWARD, 150 * S, round=2, rounds=2),
    )
    assert said(session) == [
        "forward walk-forward five-minutes gentle-pace",
        "four-minutes to-go",
        "three-minutes to-go",
        "two-minutes to-go",
        "one-minute-to-go",
        "soon backward-soon slow-down",
        *COUNT,
    ]
    assert said(session, 1) == [
        "backward walk-backward one-minute round-one-of-two small-steps",
        "30 seconds to-go check-behind",
        *COUNT,
    ]
    assert said(session, 2) == [
        "backward walk-backward two-minutes 30 seconds last-round small-steps",
        "two-minutes to-go check-behind",
        "check-behind",
        "one-minute-to-go check-behind",
        "check-behind",
        "soon stop-soon",
        *COUNT,
    ]


@pytest.mark.parametrize(
    ("before", "after", "announced"),
    [
        ("forward", "backward", "backward-soon slow-down"),
        ("backward", "forward", "forward-soon stop-then-turn"),
        ("forward", "stand", "stop-soon"),
        ("backward", "stand", "stop-soon"),
        ("stand", "backward", "get-ready backward-next"),
        ("stand", "forward", "get-ready forward-next"),
    ],
)
def test_an_announcement_depends_on_the_current_and_next_direction(before, after, announced):
    session = walk(Segment(Direction(before), 40 * S), Segment(Direction(after), 40 * S))
    assert f"soon {announced}" in said(session)


def test_on_a_treadmill_the_belt_is_slowed_stopped_and_started():
    belt = walk(
        Segment(Direction.FORWARD, 60 * S),
        Segment(Direction.STAND, 45 * S),
        Segment(Direction.BACKWARD, 60 * S, speed_kmh=2.4),
    )
    assert "soon stop-soon slow-the-belt" in said(belt)
    assert said(belt, 1)[:2] == [
        "stand stop-the-belt 45 seconds",
        "soon backward-next start-the-belt lowest-speed",
    ]
    backward = said(belt, 2)
    assert backward[0] == (
        "backward walk-backward one-minute last-stretch small-steps speed 2 point 4"
    )
    assert not any("check-behind" in line for line in backward)
    miles = VoiceConfig(BANK.length, units="mph")
    assert said(belt, 2, miles)[0].endswith("speed 1 point 5")
    (end,) = finale(belt, 120 * S, SPOKEN)
    assert [placed.sound.name for placed in end.sounds][1:3] == ["stop-the-belt", "walk-finished"]


def test_sentences_of_a_say_text_are_spoken_in_order_while_they_fit():
    text = "Stop the belt. Feet on the side rails. Turn round."
    session = walk(Segment(Direction.STAND, 45 * S, say=text))
    short = walk(Segment(Direction.STAND, 5 * S, say=text))
    everything = "stand stop-the-belt feet-on-the-side-rails turn-round 45 seconds"
    assert said(session) == [everything, *COUNT]
    assert said(short) == ["stand stop-the-belt", *COUNT]


def test_a_stand_segment_is_announced_by_its_label():
    resting = walk(Segment(Direction.STAND, 30 * S, label="Rest and turn"))
    other = walk(Segment(Direction.STAND, 30 * S, label="Look at the view"))
    assert said(resting)[0] == "stand rest-and-turn 30 seconds"
    assert said(other)[0] == "stand stand-and-rest 30 seconds"


def test_a_text_that_cannot_be_spoken_is_replaced_by_the_usual_words():
    session = walk(Segment(Direction.FORWARD, 20 * S, say="Over the bridge!"))
    usual = walk(Segment(Direction.FORWARD, 20 * S))
    assert said(session) == said(usual)
    assert said(session)[0].startswith("forward walk-forward")
    voices = VoiceConfig(lambda sound: S if sound.kind is Kind.SPEECH else BANK.length(sound))
    assert said(session, style=voices)[0] == "forward Over the bridge! 20 seconds"


def test_a_text_that_leaves_no_time_for_the_announcement_is_left_out():
    session = walk(
        Segment(Direction.FORWARD, 14 * S, say="Over the bridge!"),
        Segment(Direction.BACKWARD, 9 * S),
    )
    slow = VoiceConfig(lambda sound: 9 * S if sound.kind is Kind.SPEECH else BANK.length(sound))
    assert said(session, style=slow) == ["forward", "soon backward-soon slow-down", *COUNT]


def test_a_late_start_says_what_is_left_and_drops_what_is_past():
    session = walk(Segment(Direction.BACKWARD, 60 * S), Segment(Direction.FORWARD, 60 * S))
    later = ["soon forward-soon stop-then-turn", *COUNT]
    assert said(session, at=35 * S, left=25 * S) == [
        "backward walk-backward 25 seconds to-go small-steps",
        *later,
    ]
    assert said(session, at=35 * S, announced=False) == later


def test_with_two_seconds_left_a_late_start_says_what_comes_next():
    session = walk(Segment(Direction.BACKWARD, 60 * S), Segment(Direction.FORWARD, 60 * S))
    assert said(session, at=58 * S, left=2 * S)[0] == "soon forward-soon"


def test_a_long_enough_lead_in_says_what_comes_first():
    session = walk(Segment(Direction.BACKWARD, 60 * S))

    def lead_in(seconds: int) -> list[str]:
        heard = schedule_segment(session, -1, seconds * S, SPOKEN)
        return [" ".join(placed.sound.name for placed in u.sounds) for u in heard]

    assert lead_in(3) == ["pip two", "last-pip one"]
    assert lead_in(4)[0] == "first-walk-backward"
    assert lead_in(10) == ["get-ready first-walk-backward", *COUNT]
    assert lead_in(30)[1] == "soon get-ready backward-next"


def test_without_the_voice_every_tone_remains():
    session = walk(Segment(Direction.FORWARD, 60 * S), Segment(Direction.BACKWARD, 60 * S))
    assert said(session, style=SILENT) == ["forward", "soon", "pip", "pip", "last-pip"]


@pytest.mark.parametrize(("walked", "reported"), [(1200, "twenty-minutes"), (45, "45 seconds")])
def test_the_end_says_what_was_walked(walked, reported):
    (end,) = finale(walk(Segment(Direction.FORWARD, 60 * S)), walked * S, SPOKEN)
    names = " ".join(placed.sound.name for placed in end.sounds)
    assert names == f"done walk-finished {reported} walked"
