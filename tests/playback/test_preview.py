"""A preview has each kind of cue once, in the words of the walk."""

import math

import pytest

from retrowalk import api
from retrowalk.audio.bank import Bank
from retrowalk.cues.sounds import VoiceConfig
from retrowalk.playback.preview import preview_items


def texts(line: str, units: str = "km/h") -> list[str]:
    config = VoiceConfig(Bank().length, units=units)
    return [item.text for item in preview_items(api.parse(line), config, math.inf)]


def test_a_preview_teaches_the_tones_first():
    assert texts("40s f, 30s b, 20s s")[:3] == [
        "This means forward.",
        "This means backward.",
        "This means stop.",
    ]
    assert texts("40s f")[:2] == [
        "This means forward.",
        "Walk forward. Forty seconds. Gentle pace.",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2m f, 1m b, 5m s", "Walk finished. Three minutes walked."),
        ("40s s", "Walk finished."),
        ("2m f, open b", "Walk finished."),
    ],
)
def test_the_total_is_the_time_walked(line, said):
    assert texts(line)[-1] == said


def test_speeds_are_in_the_chosen_units():
    line = "2m f {speed=2.4}"
    assert "Speed one point five." in " ".join(texts(line, "mph"))
    assert "Speed two point four." in " ".join(texts(line))
