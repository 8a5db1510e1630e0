"""A recognizer understands the built-in voice: alone, in a sentence, and in noise."""

from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest

from retrowalk.audio.wave_io import RATE, silence
from retrowalk.core.cue_rules import CueKind
from retrowalk.core.timeline import timeline
from retrowalk.cues import phrases
from retrowalk.cues.phrases import time_left_sentence, time_sentence
from retrowalk.cues.wording import spoken
from retrowalk.presets import builder
from retrowalk.presets.library import Library
from tests.audio.recognizer import Recognizer, noisy, plain, said
from tests.conftest import required

pytestmark = pytest.mark.slow

NOISE = 15
"""Decibels that the noise is softer than the voice."""

LATE = 1800
"""Seconds after which the reminders of an open segment differ in their numbers alone."""


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    required(find_spec("pocketsphinx") is not None, "pocketsphinx is not installed")
    return Recognizer()


def times() -> list[str]:
    """Return times with each number once, and each unit with its endings."""
    numbered = [time_sentence(timedelta(seconds=n)) for n in range(1, 60)]
    left = [time_left_sentence(timedelta(minutes=n)) for n in range(1, 60, 7)]
    others = (timedelta(hours=1), timedelta(hours=24), timedelta(seconds=3661 * 2))
    walked = [time_sentence(timedelta(minutes=n), "walked") for n in (1, 20, 45)]
    return [*numbered, *left, *walked, *map(time_sentence, others)]


def cues() -> list[tuple[str, ...]]:
    """Return everything that the presets say, cue by cue."""
    found = {}
    for preset in Library(Path("/nowhere")).working().values():
        session = builder.build(preset, {})
        for mark in timeline(session):
            sentences = tuple(spoken(session, mark.cue, walked=session.total))
            is_late = mark.cue.kind is CueKind.ELAPSED and mark.cue.count > LATE
            if len(sentences) > 1 and not is_late:
                found[sentences] = None
    return list(found)


def assert_is_understood(recognizer: Recognizer, sentences: tuple[str, ...]) -> None:
    """Alone and in noise."""
    samples, wanted = said(sentences), plain(" ".join(sentences))
    assert recognizer.hears(samples) == wanted
    assert recognizer.hears(noisy(samples, NOISE, len(wanted))) == wanted


def test_cues_of_the_presets_are_understood_in_their_sentence_and_in_noise(recognizer):
    listed = cues()
    assert len(listed) > 20
    for sentences in listed[::10]:
        assert_is_understood(recognizer, sentences)


@pytest.mark.realtime  # minutes of listening
def test_nearly_everything_is_understood_in_noise(recognizer):
    listed = [*cues(), *((sentence,) for sentence in [*phrases.WHOLE, *times()])]
    missed = []
    for sentences in listed:
        wanted = plain(" ".join(sentences))
        heard = recognizer.hears(noisy(said(sentences), NOISE, len(wanted)))
        if heard != wanted:
            missed.append((wanted, heard))
    assert len(missed) < 0.05 * len(listed), missed
    for wanted, heard in missed:
        assert {"forward", "backward"} & {*heard.split()} <= {*wanted.split()}


def test_the_recognizer_does_not_hear_what_was_not_said(recognizer):
    assert recognizer.hears(noisy(said(["Walk forward."]), NOISE)) != "walk backward"
    assert recognizer.hears(silence(2 * RATE)) == ""
