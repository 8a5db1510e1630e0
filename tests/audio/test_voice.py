"""A recogniser understands the built-in voice: alone, in a sentence, and in noise."""

from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest

from retrowalk.audio.wave_io import RATE, silence
from retrowalk.core.timeline import timeline
from retrowalk.cues import phrases
from retrowalk.cues.phrases import time_sentence
from retrowalk.cues.wording import spoken
from retrowalk.presets import builder
from retrowalk.presets.library import Library
from tests.audio.recogniser import Recogniser, noisy, plain, said
from tests.conftest import required

NOISE = 15
"""Decibels that the noise is softer than the voice."""


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    required(find_spec("pocketsphinx") is not None, "pocketsphinx is not installed")
    return Recogniser()


def times() -> list[str]:
    """Return times with each number once, and each unit with its endings."""
    numbered = [time_sentence(timedelta(seconds=n)) for n in range(1, 60)]
    left = [time_sentence(timedelta(minutes=n), "left") for n in range(1, 60, 7)]
    others = (timedelta(hours=1), timedelta(hours=24), timedelta(seconds=3661 * 2))
    walked = [time_sentence(timedelta(minutes=n), "walked") for n in (1, 20, 45)]
    return [*numbered, *left, *walked, *map(time_sentence, others)]


@pytest.mark.realtime  # a minute of listening to every recording
@pytest.mark.parametrize("sentence", [*phrases.WHOLE, *times()])
def test_every_phrase_is_understood_alone_and_in_noise(recogniser, sentence):
    samples = said([sentence])
    assert recogniser.hears(samples) == plain(sentence)
    assert recogniser.hears(noisy(samples, NOISE, len(sentence))) == plain(sentence)


def cues() -> list[tuple[str, ...]]:
    """Return everything that the presets say, cue by cue."""
    found = {}
    for preset in Library(Path("/nowhere")).working().values():
        session = builder.build(preset, {})
        for mark in timeline(session):
            sentences = tuple(spoken(session, mark.cue, walked=session.total))
            if len(sentences) > 1:
                found[sentences] = None
    return list(found)


def test_every_cue_of_the_presets_is_understood_in_its_sentence_and_in_noise(recogniser):
    listed = cues()
    assert len(listed) > 20
    for sentences in listed:
        samples, wanted = said(sentences), plain(" ".join(sentences))
        assert recogniser.hears(samples) == wanted
        assert recogniser.hears(noisy(samples, NOISE, len(wanted))) == wanted


def test_the_recogniser_does_not_hear_what_was_not_said(recogniser):
    assert recogniser.hears(noisy(said(["Walk forward."]), NOISE)) != "walk backward"
    assert recogniser.hears(silence(2 * RATE)) == ""
