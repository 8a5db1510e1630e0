"""Make the clips of the built-in voice with hibari-tts, which brings its own model.

    pip install --group voice
    python scripts/make_voice.py [FOLDER]

Write a mu-law WAV file for each clip of retrowalk.cues.phrases, the same bytes every time, and the
notice of hibari-tts. Sentences are spoken as a whole. Numbers, units and endings are cut out of
spoken times at the "s" of "seconds" and of "minutes", so that they have the melody of their place
and fit each other. All clips are clarified and have one loudness.

How fast a clip is spoken, and with which punctuation, was chosen by bench/choose_takes.py.
"""

from __future__ import annotations

import json
import sys
from array import array
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from retrowalk.audio.clarity import clarify, to_samples
from retrowalk.audio.loudness import normalized
from retrowalk.audio.wave_io import RATE, write_mu_law
from retrowalk.cues import phrases

FOLDER = Path(__file__).parents[1] / "src" / "retrowalk" / "audio" / "voice"
TAKES = Path(__file__).with_name("voice_takes.json")
"""For each clip the syllables per second, and how its text ends."""
NOTICE = """\
These clips were made with hibari-tts, Apache License 2.0
(https://www.apache.org/licenses/LICENSE-2.0), by scripts/make_voice.py. Its notice:

"""
SEED = 0
USUAL_RATE, NUMBER_RATE = 3.6, 3.9
"""Syllables per second: about 140 words a minute with the pauses. Numbers go before other words."""
VOWELS = frozenset("aeiouæɑɐəɛɜɪɔʊʌɚɝᵊᵻAIOQWY")
"""The phonemes that make a syllable, in the engine's alphabet."""
SPEEDS = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0, 1.1)
"""Speeds of the engine at which the voice sounds natural."""
AUDIBLE = 0.01
"""The part of the peak below which both ends of a clip are silence."""
MARGIN = 0.01
"""Seconds kept before and after the sound."""
FADE = 0.005
"""Seconds over which a clip fades in and out."""
BLOCK = RATE // 100
HISS_ABOVE = 3500
"""Hertz above which an "s" has most of its power."""
SHORTEST_HISS = 3
"""Blocks that an "s" lasts at least."""
SECONDS_BEFORE = 0.68
"""The part of "ten seconds" before which "seconds" has begun."""
MINUTES_BEFORE = 0.85
"""The part of "ten minutes walked" before which "minutes" has ended."""
TOUCHING = 8
"""Blocks between an "s" and a "t" after it, as in "minutes to go"."""

Audio = Any  # a numpy array of float samples from -1 to 1, at RATE


class Take(NamedTuple):
    """How a clip is spoken: syllables per second, and what the text ends with."""

    rate: float
    end: str


def default_take(name: str) -> Take:
    """Return the take of a clip for which no other has been chosen."""
    return Take(NUMBER_RATE if name.isdecimal() else USUAL_RATE, ".")


def load_takes() -> dict[str, Take]:
    """Return the chosen takes by the names of their clips."""
    return {name: Take(*take) for name, take in json.loads(TAKES.read_text("utf-8")).items()}


@cache
def engine() -> Any:
    """Return the engine, loaded once."""
    import hibari

    return hibari.Hibari()


class Speaker(NamedTuple):
    """Speaks texts at a speed of the engine, with the same ending."""

    speed: float
    end: str

    def say(self, text: str) -> Audio:
        """Return a text without silence at both ends."""
        audio = engine()(text + self.end, speed=self.speed, seed=SEED)
        loud = np.flatnonzero(np.abs(audio) > AUDIBLE * np.abs(audio).max())
        margin = round(MARGIN * RATE)
        return audio[max(0, loud[0] - margin) : loud[-1] + margin]


def hisses(audio: Audio) -> list[tuple[int, int]]:
    """Return the first and last block of every "s" and similar sound."""
    spectrum = np.fft.rfft(audio)
    spectrum[np.fft.rfftfreq(len(audio), 1 / RATE) < HISS_ABOVE] = 0
    high, all_ = _powers(np.fft.irfft(spectrum, len(audio))), _powers(audio)
    is_hiss = (high > 0.5 * all_) & (all_ > 0.001 * all_.max())
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_hiss, [False]]).astype(int)))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(start, end) for start, end in pairs if end - start >= SHORTEST_HISS]


def _powers(audio: Audio) -> Audio:
    """Return the power of each block."""
    return np.sum(audio[: len(audio) // BLOCK * BLOCK].reshape(-1, BLOCK) ** 2, axis=1)


def split_seconds(number: str, speaker: Speaker) -> tuple[Audio, Audio]:
    """Return a number and "second" or "seconds", as spoken in one sentence."""
    audio = speaker.say(f"{number} seconds")
    before = SECONDS_BEFORE * len(audio) / BLOCK
    start, end = [(start, end) for start, end in hisses(audio) if start < before][-1]
    shared = (start + end) // 2 if number.endswith("six") else start
    return audio[: shared * BLOCK], audio[shared * BLOCK :]


def split_minutes(number: str, ending: str, speaker: Speaker) -> tuple[Audio, Audio]:
    """Return "two minutes" and its ending, as spoken in one sentence."""
    audio = speaker.say(f"{number} minutes {ending}")
    before = MINUTES_BEFORE * len(audio) / BLOCK
    *_, previous, last = [(-TOUCHING, -TOUCHING)] * 2 + [h for h in hisses(audio) if h[1] < before]
    end = previous[1] if last[0] - previous[1] < TOUCHING else last[1]
    return audio[: end * BLOCK], audio[end * BLOCK :]


def raw_clip(name: str, text: str, speaker: Speaker) -> Audio:
    """Return a clip as the engine speaks it. `text` is what it says, without a full stop."""
    if name.isdecimal():
        return split_seconds(text, speaker)[0]
    if name == "seconds":
        return split_seconds("four", speaker)[1]
    if name.endswith("-minutes"):
        return split_minutes(text.removesuffix(" minutes"), "walked", speaker)[0]
    if text in phrases.ENDINGS:
        return split_minutes("four", text, speaker)[1]
    return speaker.say(text)


def syllables(text: str) -> int:
    """Return how many syllables a text has."""
    return sum(symbol in VOWELS for part in engine().phonemize(text) for symbol in part)


def spoken(name: str, text: str, take: Take) -> Audio:
    """Return a clip at the take's rate, as nearly as the engine can."""
    count = syllables(text)

    def difference(audio: Audio) -> float:
        return abs(count / (len(audio) / RATE - 2 * MARGIN) - take.rate)

    tries = (raw_clip(name, text, Speaker(speed, take.end)) for speed in SPEEDS)
    return min(tries, key=difference)


def finished(audio: Audio) -> array[int]:
    """Return the samples of a clip: clarified, faded at both ends, at the voice's loudness."""
    made = clarify(audio)
    edge = np.linspace(0.0, 1.0, round(FADE * RATE))
    made[: len(edge)] *= edge
    made[-len(edge) :] *= edge[::-1]
    return normalized(to_samples(made))


def clip(name: str) -> array[int]:
    """Return the samples of a clip."""
    take = load_takes().get(name, default_take(name))
    return finished(spoken(name, phrases.texts()[name], take))


def notice() -> str:
    """Return the notice of the engine, which is distributed with what it has made."""
    files = distribution("hibari-tts").files or []
    (path,) = (path for path in files if path.name == "NOTICE")
    return NOTICE + path.read_text("utf-8")


def main() -> None:
    """Write every clip."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name in phrases.names():
        write_mu_law(folder / f"{name}.wav", clip(name))
    (folder / "NOTICE").write_text(notice(), encoding="utf-8")


if __name__ == "__main__":
    main()
