"""Make the clips of the built-in voice with hibari-tts, which brings its own model.

    pip install --group voice
    python scripts/make_voice.py [FOLDER]

Writes a mu-law WAV file for each clip of retrowalk.cues.phrases, the same bytes every time. Each
sentence is spoken as a whole, at the speed that gives SYLLABLES_PER_SECOND. Numbers, units and
endings are cut out of spoken times and rounds, at the word boundaries that pocketsphinx finds, so
that they have the melody of their place and fit each other. Consonants are lifted and soft sounds
are brought nearer to loud ones, because noise covers those first. All clips have one loudness.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from retrowalk.audio.loudness import normalized
from retrowalk.audio.wave_io import RATE, write_mu_law
from retrowalk.cues import phrases

FOLDER = Path(__file__).parents[1] / "src" / "retrowalk" / "audio" / "voice"
NOTICE = FOLDER / "NOTICE"
SEED = 0
SYLLABLES_PER_SECOND = 3.2
"""About 140 words a minute; see docs/sound.md."""
SPEEDS = (0.6, 1.1)
"""The range of the engine's speed; outside it the voice sounds unnatural."""
VOWELS = frozenset("aeiouæɑɐəɛɜɪɔʊʌɚɝᵊᵻAIOQWY")
"""The phonemes that make a syllable, in the engine's alphabet."""
LIFT = 0.6
"""How much of the sample before is taken from each, which lifts the consonants."""
EVENNESS = 0.35
"""How far soft sounds are brought up to loud ones: 0 leaves them, 1 makes all equal."""
MAX_LIFT = 3.0
"""The highest factor for a soft sound."""
AUDIBLE = 0.02
"""The part of the peak below which both ends of a clip are silence."""
MARGIN = 0.02
"""Seconds kept before and after the sound."""
FADE = 0.008
"""Seconds over which a clip fades in and out."""

Audio = Any  # a numpy array of float samples from -1 to 1, at RATE


@cache
def engine() -> Any:
    """Return the engine, loaded once."""
    import hibari

    return hibari.Hibari()


def speak(text: str) -> Audio:
    """Return a text at a speed that gives the same rate of syllables for all texts."""
    syllables = sum(symbol in VOWELS for part in engine().phonemize(text) for symbol in part)
    speed = 1.0
    for _ in range(4):
        spoken = trimmed(engine()(text, speed=speed, seed=SEED))
        rate = syllables / (len(spoken) / RATE)
        speed = float(np.clip(speed * SYLLABLES_PER_SECOND / rate, *SPEEDS))
    return trimmed(engine()(text, speed=speed, seed=SEED))


def trimmed(audio: Audio) -> Audio:
    """Return the audio without the silence at both ends."""
    loud = np.flatnonzero(np.abs(audio) > AUDIBLE * np.abs(audio).max())
    margin = round(MARGIN * RATE)
    return audio[max(0, loud[0] - margin) : loud[-1] + margin]


def finished(audio: Audio) -> array[int]:
    """Return the samples of a clip: made clear, faded at both ends, at the voice's loudness."""
    lifted = np.append(audio[:1], audio[1:] - LIFT * audio[:-1])
    made = even(lifted)
    edge = np.linspace(0.0, 1.0, round(FADE * RATE))
    made[: len(edge)] *= edge
    made[-len(edge) :] *= edge[::-1]
    made *= 0.5 / np.abs(made).max()
    return normalized(array("h", np.round(made * 32767).astype(np.int16).tobytes()))


def even(audio: Audio) -> Audio:
    """Return the audio with soft sounds brought nearer to loud ones."""
    block = RATE // 100
    padded = np.pad(audio, block)
    places = np.arange(0, len(audio) + block, block)
    powers = [np.mean(padded[n : n + 2 * block] ** 2) for n in places]
    level = np.sqrt(np.array(powers)) + 1e-5
    gains = np.minimum(MAX_LIFT, (level.max() / level) ** EVENNESS)
    gains[level < level.max() / 100] = 1.0
    return audio * np.interp(np.arange(len(audio)), places, gains)


def words(text: str) -> list[Audio]:
    """Return the words of a text, cut where pocketsphinx finds their boundaries."""
    import pocketsphinx

    spoken = speak(text)
    decoder = pocketsphinx.Decoder(samprate=RATE, lm=None, loglevel="FATAL")
    decoder.set_align_text(" ".join(text.lower().rstrip(".").replace("-", " ").split()))
    decoder.start_utt()
    samples = np.round(np.pad(spoken, RATE // 5) * 0.8 / np.abs(spoken).max() * 32767)
    decoder.process_raw(samples.astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    frames = [part for part in decoder.seg() if not part.word.startswith(("<", "["))]
    starts = [part.start_frame * RATE // 100 - RATE // 5 for part in frames]
    ends = [*starts[1:], len(spoken)]
    starts[0] = 0
    return [spoken[max(0, start) : end] for start, end in zip(starts, ends, strict=True)]


def number_clip(number: int) -> Audio:
    """Return a number as it is spoken before a unit."""
    text = phrases.number_words(number)
    parts = words(f"{text} minutes left.")
    return np.concatenate(parts[:-2])


def clips() -> Iterator[tuple[str, Audio]]:
    """Yield every clip and its name."""
    for sentence in phrases.WHOLE:
        yield phrases.clips(sentence)[0], speak(sentence)
    for number in range(phrases.MOST + 1):
        yield str(number), number_clip(number)
    for unit in phrases.UNITS:
        yield unit, words(f"one {unit}.")[-1]
        yield f"{unit}s", words(f"four {unit}s.")[-1]
    for ending in phrases.ENDINGS:
        yield ending, words(f"four minutes {ending}.")[-1]
    yield "round", words("round two of three.")[0]
    yield "of", words("round two of three.")[2]
    yield "speed", words("speed two point five.")[0]
    yield "point", words("speed two point five.")[2]


def main() -> None:
    """Write every clip."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, audio in clips():
        write_mu_law(folder / f"{name}.wav", finished(trimmed(audio)))


if __name__ == "__main__":
    main()
