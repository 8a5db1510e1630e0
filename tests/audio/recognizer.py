"""An offline recognizer that knows the sentences of the product, and pink noise."""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache
from itertools import cycle
from typing import NamedTuple

from retrowalk.audio.bank import Bank
from retrowalk.audio.mixdown import Note, render
from retrowalk.audio.wave_io import RATE
from retrowalk.core.cue_rules import CueKind
from retrowalk.core.session import Session
from retrowalk.cues import phrases
from retrowalk.cues.scheduler import schedule_segment
from retrowalk.cues.sounds import Kind, VoiceConfig, speech

AROUND = 0.1
"""Seconds before and after what is said. More would be heard as words where there is babble."""
NOISE_SECONDS = 12
ROOM = 26
"""The level of the noise of a quiet room, 40 dB below the voice. In perfect silence, which no
microphone hears, this recognizer hears words at the ends."""


def plain(text: str) -> str:
    """Return a text as the recognizer writes it."""
    return " ".join(text.lower().replace(".", "").replace(",", "").replace("-", " ").split())


def grammar() -> str:
    """Return the grammar of all that the built-in voice says: sentences, times, and cues.

    It allows more than the program ever says, so that it is small and has more to confuse.
    """
    words = [plain(phrases.number_words(n)) for n in range(phrases.MOST + 1)]
    sentences = [plain(sentence) for sentence in phrases.WHOLE]
    return f"""#JSGF V1.0;
grammar retrowalk;
<ones> = {" | ".join(words[1:10])};
<many> = {" | ".join(words[2:20])} | (twenty | thirty | forty | fifty) [<ones>];
<hours> = one hour | <many> hours;
<minutes> = one minute | <many> minutes;
<seconds> = one second | <many> seconds;
<time> = <hours> [<minutes>] [<seconds>] | <minutes> [<seconds>] | <seconds>;
<number> = {" | ".join(words[:11])};
<place> = last round | last stretch | round <number> of <number>;
<speed> = speed <number> [point <number>];
<do> = walk forward | walk backward [hands light on the rails eyes level]
    | stand and rest | rest and turn | get ready
    | (stop the belt | belt stopped) [feet on the side rails [turn round]];
<start> = <do> [<time> [to go]] [<place>] [gentle pace | small steps] [<speed>];
<soon> = backward soon slow down | forward soon stop then turn | stop soon [slow the belt]
    | get ready (backward | forward) next | (backward | forward) next start the belt lowest speed;
<ready> = get ready first walk (forward | backward) [start the belt];
<state> = still walking | still resting | [stop the belt] walk finished;
<reminder> = [<state>] <time> [{" | ".join(phrases.ENDINGS)}] [check behind | stand tall];
<sentence> = {" | ".join(sentences)};
public <cue> = <start> | <soon> | <ready> | <reminder> | <state> | <place> | <speed> | <sentence>;
"""


class Recognizer:
    """Turn samples into words of the grammar."""

    def __init__(self, rate: int = RATE) -> None:
        import pocketsphinx

        self._decoder = pocketsphinx.Decoder(samprate=rate, lm=None, loglevel="FATAL")
        self._decoder.add_jsgf_string("retrowalk", grammar())
        self._decoder.activate_search("retrowalk")

    def hears(self, samples: array) -> str:
        """Return the words, or "" if nothing is understood."""
        heard = zip(samples, cycle(room_noise()), strict=False)
        mixed = array("h", [max(-32768, min(32767, value + noise)) for value, noise in heard])
        self._decoder.start_utt()
        self._decoder.process_raw(mixed.tobytes(), full_utt=True)
        self._decoder.end_utt()
        heard = self._decoder.hyp()
        return heard.hypstr if heard else ""


class SpokenCue(NamedTuple):
    """The words of a cue as the recognizer writes them, and their times within the segment."""

    kind: CueKind
    begin: float
    end: float
    text: str


def spoken_cues(session: Session, index: int) -> Iterator[SpokenCue]:
    """Yield the cues of a segment that have words."""
    limit = session.segments[index].limit
    for utterance in schedule_segment(session, index, limit, VoiceConfig(Bank().length)):
        voices = [sound for sound in utterance.sounds if sound.sound.kind is Kind.VOICE]
        if voices:
            begin, end = voices[0].at.total_seconds(), voices[-1].end.total_seconds()
            text = " ".join(_text_of(sound.sound.name) for sound in voices)
            yield SpokenCue(utterance.cue.kind, begin, end, text)


def _text_of(clip: str) -> str:
    return plain(phrases.number_words(int(clip)) if clip.isdecimal() else clip)


def said(sentences: Iterable[str], bank: Bank | None = None) -> array:
    """Return spoken sentences with silence around them."""
    bank = bank or Bank()
    placed = speech(list(sentences), timedelta(0), VoiceConfig(bank.length))
    assert placed, sentences
    notes = [
        Note(AROUND + p.at.total_seconds(), p.length.total_seconds(), p.sound, n)
        for n, p in enumerate(placed)
    ]
    return render(bank, notes, [], 0.0, notes[-1].end + AROUND)


@cache
def room_noise() -> list[int]:
    """Return the pink noise of a quiet room."""
    gain = ROOM / _power(pink_noise()) ** 0.5
    return [round(gain * value) for value in pink_noise()]


@cache
def pink_noise() -> list[float]:
    """Return noise whose power falls by 3 dB per octave: white noise through five filters."""
    source = random.Random(1)
    poles = (0.99886, 0.99332, 0.96900, 0.86650, 0.55000)
    weights = (0.0555, 0.0751, 0.1538, 0.3105, 0.5330)
    held, made = [0.0] * 5, []
    for _ in range(NOISE_SECONDS * RATE):
        white = source.uniform(-1, 1)
        held = [p * h + w * white for p, h, w in zip(poles, held, weights, strict=True)]
        made.append(sum(held) + 0.5362 * white)
    return made


def noisy(samples: array, decibels: float, seed: int = 0) -> array:
    """Return the samples with pink noise, `decibels` below the level of the speech."""
    begin = random.Random(seed).randrange(NOISE_SECONDS * RATE - len(samples))
    noise = pink_noise()[begin : begin + len(samples)]
    speaking = [value for value in samples if value]
    wanted = _power(speaking) / 10 ** (decibels / 10)
    gain = (wanted / _power(noise)) ** 0.5
    mixed = (
        max(-32768, min(32767, round(value + gain * hiss)))
        for value, hiss in zip(samples, noise, strict=True)
    )
    return array("h", mixed)


def _power(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(value * value for value in listed) / len(listed)
