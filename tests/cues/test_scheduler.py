"""The scheduler: cues never overlap, never cross a boundary, and give way in their order."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.audio.bank import Bank
from retrowalk.core.session import CueSettings, Direction, Segment, Session
from retrowalk.core.timeline import CueKind, cues_within
from retrowalk.cues.phrases import clips
from retrowalk.cues.scheduler import (
    APART,
    Kind,
    Sound,
    StartAt,
    Utterance,
    VoiceConfig,
    finale,
    schedule_segment,
)
from retrowalk.cues.wording import spoken
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
    """Sessions that have something to say at any moment."""
    walked = draw(st.lists(segments(), min_size=1, max_size=6))
    said = [replace(segment, say=draw(sayings)) for segment in walked]
    return Session("any", "Any", tuple(said), CueSettings(draw(st.booleans()), draw(every)))


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
            assert before.end + APART * scale <= after.start


@given(talkative(), st.booleans())
def test_every_start_has_its_tone_at_the_very_boundary(session, voice):
    for index, segment in enumerate(session.segments):
        laid = schedule_segment(session, index, segment.limit, VoiceConfig(BANK.length, voice))
        assert laid[0].cue.kind is CueKind.START
        assert laid[0].sounds[0].at == timedelta(0)
        assert laid[0].sounds[0].sound == Sound(Kind.TONE, str(segment.direction))


@given(talkative())
def test_what_gives_way_is_less_important_than_what_is_in_its_place(session):
    """A cue that was not placed would overlap one of at least its own rank, or the end."""
    order = [CueKind.START, CueKind.COUNTDOWN, CueKind.SOON, CueKind.MIDPOINT, CueKind.TIME_LEFT]
    for index, segment in enumerate(session.segments):
        laid = schedule_segment(session, index, segment.limit, SPOKEN)
        for offset, cue in cues_within(session, index, index + 1, segment.limit):
            if cue in {utterance.cue for utterance in laid}:
                continue
            end = offset + shortest(spoken(session, cue)[0], cue.kind)
            rank = order.index(cue.kind)
            in_the_way = [
                u
                for u in laid
                if order.index(u.cue.kind) <= rank
                and u.start < end + APART
                and offset < essential_end(u, session, rank > 2) + APART
            ]
            assert end > segment.limit or in_the_way, (cue, laid)


def essential_end(utterance: Utterance, session: Session, whole: bool) -> timedelta:
    """When a cue is over; of a start only its first sentence counts as more than a countdown."""
    if whole or utterance.cue.kind is not CueKind.START:
        return utterance.end
    first = max(1, len(clips(spoken(session, utterance.cue)[0])))
    return utterance.sounds[: 1 + first][-1].end


def shortest(sentence: str, kind: CueKind) -> timedelta:
    """The least that a cue takes: its tone, or its first sentence."""
    if kind in (CueKind.COUNTDOWN, CueKind.SOON):
        return BANK.length(Sound(Kind.TONE, "pip" if kind is CueKind.COUNTDOWN else "soon"))
    names = clips(sentence)
    return sum((BANK.length(Sound(Kind.VOICE, name)) for name in names), timedelta(0))


def said(session: Session, index: int = 0, style: VoiceConfig = SPOKEN, **begin) -> list[str]:
    limit = session.segments[index].limit
    return [
        " ".join(placed.sound.name for placed in utterance.sounds)
        for utterance in schedule_segment(session, index, limit, style, StartAt(**begin))
    ]


def walk(*segments: Segment, **cues) -> Session:
    return Session("t", "T", segments, CueSettings(**cues))


COUNT = ["pip three", "pip two", "pip one"]


def test_a_segment_of_five_seconds_has_its_tone_its_direction_and_its_whole_countdown():
    session = walk(Segment(Direction.BACKWARD, 5 * S), Segment(Direction.FORWARD, 5 * S))
    assert said(session) == ["backward walk-backward", *COUNT]
    assert said(session, style=SILENT) == ["backward", "pip", "pip", "pip"]


def test_a_long_segment_says_all_of_it():
    session = walk(
        Segment(Direction.FORWARD, 300 * S),
        Segment(Direction.BACKWARD, 60 * S, round=1, rounds=2),
        Segment(Direction.BACKWARD, 150 * S, round=2, rounds=2),
        every=60 * S,
    )
    assert said(session) == [
        "forward walk-forward 5 minutes easy-pace",
        "4 minutes left",
        "3 minutes left",
        "halfway",
        "2 minutes left",
        "1 minute left",
        "soon backward-soon slow-down",
        *COUNT,
    ]
    assert said(session, 1)[1] == "stand-tall check-behind"
    assert said(session, 2)[:3] == [
        "backward walk-backward 2 minutes 30 seconds small-steps last-round",
        "2 minutes left",
        "halfway stand-tall check-behind",
    ]


def test_on_a_treadmill_nobody_is_told_to_look_behind():
    belt = Segment(Direction.BACKWARD, 60 * S, speed_kmh=1.2)
    long_belt = Segment(Direction.BACKWARD, 180 * S, speed_kmh=1.2)
    assert not any("check-behind" in line for line in said(walk(belt)) + said(walk(long_belt)))
    assert "halfway" in said(walk(long_belt))


def test_the_sentences_of_a_say_are_said_in_their_order_as_far_as_there_is_room():
    text = "Stop the belt. Feet on the side rails. Turn round."
    session = walk(Segment(Direction.STAND, 45 * S, say=text))
    short = walk(Segment(Direction.STAND, 5 * S, say=text))
    everything = "stand stop-the-belt feet-on-the-side-rails turn-round 45 seconds"
    assert said(session) == [everything, *COUNT]
    assert said(short) == ["stand stop-the-belt", *COUNT]


def test_a_text_that_nothing_can_say_leaves_the_tone_alone():
    session = walk(Segment(Direction.FORWARD, 20 * S, say="Over the bridge!"))
    assert said(session) == ["forward", *COUNT]
    voices = VoiceConfig(lambda sound: S if sound.kind is Kind.SPEECH else BANK.length(sound))
    assert said(session, style=voices)[0] == "forward Over the bridge! 20 seconds"


def test_a_start_told_late_says_what_is_left_and_drops_what_is_past():
    session = walk(Segment(Direction.BACKWARD, 60 * S), Segment(Direction.FORWARD, 60 * S))
    assert said(session, at=35 * S, left=25 * S) == [
        "backward walk-backward 25 seconds left small-steps",
        *COUNT,
    ]
    assert said(session, at=35 * S, announced=False) == COUNT


@pytest.mark.parametrize(("walked", "told"), [(1200, "20 minutes"), (45, "45 seconds")])
def test_the_end_tells_what_was_walked(walked, told):
    (end,) = finale(walk(Segment(Direction.FORWARD, 60 * S)), walked * S, SPOKEN)
    names = " ".join(placed.sound.name for placed in end.sounds)
    assert names == f"done done {told} walked"
