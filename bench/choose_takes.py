"""Choose how each clip of the built-in voice is spoken, and write scripts/voice_takes.json.

    python bench/choose_takes.py [CLIP ...]

Speak each clip at several rates and with several punctuation marks, in noise, and choose the take
that an offline recognizer understands most often. The noises are not those of bench/voice.py, so
that its table stays a measurement. Needs hibari-tts, pocketsphinx and numpy, and an hour.
"""

from __future__ import annotations

import json
import sys
from array import array
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
from make_voice import TAKES, Take, default_take, finished, load_takes, spoken
from noises import noisy
from voice import is_confused

from retrowalk.audio.bank import Bank
from retrowalk.audio.wave_io import RATE, silence
from retrowalk.cues import phrases
from retrowalk.cues.sounds import BETWEEN_PARTS, Kind, Sound
from tests.audio.recognizer import AROUND, Recognizer, plain

RATES, ENDS = (3.6, 3.9, 3.2), (".", "!", ",")
SEED = 101
CONDITIONS = (("clean", 99), ("pink", 5), ("babble", 8), ("treadmill", 3), ("pink", 3))
"""Noises and decibels."""
FAULT = 10
"""What it costs to be misunderstood without noise, or as the other direction."""


def sentences(name: str) -> list[str]:
    """Return sentences in which a clip is heard."""
    text = phrases.texts()[name]
    if phrases.clips(text) == (name,):
        endings = phrases.ENDINGS[:2] if "minute" in text else ()
        return [text, *(f"{text} {ending}" for ending in endings)]
    if name.isdecimal():
        return [f"{text} seconds"] if text != "one" else ["round one of ten", "speed one"]
    if text in phrases.ENDINGS:
        return [f"two minutes {text}", f"fifteen seconds {text}"]
    if text in phrases.JOINTS:
        return ["speed two point five"] if text in ("speed", "point") else ["round seven of nine"]
    return [f"thirty-four {text}", f"fifty-one {text}"]


class Chooser:
    """Tries takes of a clip within sentences of the current clips."""

    def __init__(self) -> None:
        self._recognizer, self._bank = Recognizer(), Bank()

    def best(self, name: str) -> Take:
        """Return the take of a clip that is understood most often."""
        usual, text = default_take(name), phrases.texts()[name]
        found = (usual, -FAULT * len(CONDITIONS))
        most = len(CONDITIONS) * len(sentences(name))
        for take in dict.fromkeys([usual, *(Take(*take) for take in product(RATES, ENDS))]):
            score = self._score(name, finished(spoken(name, text, take)), found[1])
            if score > found[1]:
                found = (take, score)
            if score == most:
                break
        print(f"{name}: {found[0].rate} {found[0].end!r}, {found[1]} of {most}", flush=True)
        return found[0]

    def _score(self, name: str, clip: array[int], least: int) -> int:
        """Return how often a clip is understood; give up when it cannot be more than `least`."""
        cases = list(product(CONDITIONS, sentences(name)))
        score = 0
        for place, ((noise, decibels), text) in enumerate(cases):
            if score + len(cases) - place <= least:
                break
            samples = self._said(text, name, clip)
            if noise != "clean":
                samples = noisy(samples, noise, decibels, place, SEED)
            heard = self._recognizer.hears(samples)
            understood = heard == plain(text)
            is_fault = is_confused(plain(text), heard) or (noise == "clean" and not understood)
            score += understood - FAULT * is_fault
        return score

    def _said(self, text: str, name: str, clip: array[int]) -> array[int]:
        """Return a sentence with one clip replaced."""
        made = around = silence(round(AROUND * RATE))
        for place, each in enumerate(phrases.clips(text)):
            if place and not phrases.continues(each):
                made = made + silence(round(BETWEEN_PARTS.total_seconds() * RATE))
            made = made + (clip if each == name else self._bank.samples(Sound(Kind.VOICE, each)))
        return made + around


def main() -> None:
    """Choose takes for the clips named, or for all."""
    chooser, takes = Chooser(), load_takes()
    for name in sys.argv[1:] or phrases.names():
        take = chooser.best(name)
        takes.pop(name, None)
        if take != default_take(name):
            takes[name] = take
        lines = (
            f"  {json.dumps(name)}: {json.dumps(take)}" for name, take in sorted(takes.items())
        )
        TAKES.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
