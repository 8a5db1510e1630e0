"""The built-in voice can say every time up to a day, and every cue of the presets."""

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrowalk.audio.bank import FOLDER
from retrowalk.core.timeline import timeline
from retrowalk.cues import phrases
from retrowalk.cues.phrases import time_sentence
from retrowalk.cues.wording import rounded, spoken
from retrowalk.presets import builder
from retrowalk.presets.library import Library

NUMBERS = {phrases.number_words(n): n for n in range(60)}
SECONDS = {"hour": 3600, "minute": 60, "second": 1}


def heard_seconds(clips: tuple[str, ...]) -> int:
    """Return the time that a listener understands from clips such as "two-minutes" and "30"."""
    texts = phrases.texts()
    words = " ".join(texts[clip] for clip in clips).split()
    pairs = list(zip(words[::2], words[1::2], strict=True))
    for number, unit in pairs:
        assert unit.endswith("s") == (number != "one")
    return sum(NUMBERS[number] * SECONDS[unit.rstrip("s")] for number, unit in pairs)


@given(st.integers(1, 86_400))
@example(86_400)
@example(3_600)
@example(61)
@example(60)
def test_any_time_up_to_a_day_can_be_composed_from_clips(seconds):
    clips = phrases.clips(time_sentence(timedelta(seconds=seconds)))
    assert heard_seconds(clips) == seconds
    to_go = ("one-minute-to-go",) if seconds == 60 else (*clips, "to-go")
    assert phrases.clips(time_sentence(timedelta(seconds=seconds), "to go")) == to_go


def test_there_is_a_clip_for_every_name_and_a_name_for_every_clip():
    there = {path.stem for path in (FOLDER / "voice").glob("*.wav")}
    assert there == set(phrases.names())
    assert "Apache License" in (FOLDER / "voice" / "NOTICE").read_text("utf-8")


def test_all_that_the_presets_say_is_covered(tmp_path):
    presets = Library(tmp_path).working().values()
    assert len(presets) >= 11
    for preset in presets:
        session = builder.build(preset, {})
        for mark in timeline(session):
            for sentence in spoken(session, mark.cue, walked=session.total):
                assert phrases.clips(sentence), sentence


@pytest.mark.parametrize(
    "text",
    ["Head up!", "walk sideways", "sixty minutes", "two minutes right", "one", "", "minutes"],
)
def test_a_text_without_all_its_clips_is_not_spoken_in_part(text):
    assert phrases.clips(text) in ((), ("one",))


@pytest.mark.parametrize(
    ("seconds", "reported"), [(20, 20), (59, 59), (60, 60), (89, 60), (90, 120), (1199, 1200)]
)
def test_after_a_walk_times_are_said_in_minutes(seconds, reported):
    assert rounded(timedelta(seconds=seconds)) == timedelta(seconds=reported)
