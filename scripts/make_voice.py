"""Make the clips of the built-in voice with flite (Debian: apt install flite).

    python scripts/make_voice.py [FOLDER] [VOICE]

Writes a mono 16-bit WAV file at 24 kHz for each clip of retrowalk.cues.phrases. Silence is trimmed,
loudness is levelled, and soft consonants are lifted, because noise masks them first.
Numbers and units are cut out of spoken times ("twelve minutes"), so that they have one melody and
fit together without a gap. The difference between "fourteen" and "forty" is enhanced: teens are
spoken by themselves, which stretches their ends, and the ends of tens are cut short.
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
import tempfile
import wave
from array import array
from operator import mul
from pathlib import Path

from retrowalk.cues import phrases

VOICE = "rms"
RATE = 24_000
SPOKEN_RATE = 16_000
SLOWER = 1.15
"""How much slower than usual to speak: an offline recogniser understood this best in noise."""
SHORT_END = 0.5
"""How much to keep of the last vowel of "thirty", "forty", "fifty"."""
TREBLE = 0.5
"""How much of the previous sample to subtract from each, which lifts the consonants."""
EVENNESS = 0.4
"""How far soft sounds are brought up to loud ones: 0 leaves them, 1 makes all alike."""
MOST_LIFTED = 3.0
LOUDNESS = 0.15
"""The root mean square of the spoken parts of a clip; full scale is 1."""
PEAK = 0.95
QUIET = 0.003
"""Softer ends count as silence; an "s" is soft, and must remain."""
EDGE = 0.004
"""Seconds in which a clip fades in and out."""
TAPS = 24
FOLDER = Path(__file__).parents[1] / "src" / "retrowalk" / "audio" / "voice"

Samples = list[float]
Phones = list[tuple[str, float]]


def speak(text: str, voice: str, slower: float = SLOWER) -> tuple[Samples, Phones]:
    """Return a text as samples from -1 to 1 at 16 kHz, and its phones with their end times."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        command = ["flite", "-voice", voice, "--setf", f"duration_stretch={slower}"]
        command += ["-psdur", "-t", text, "-o", file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        with wave.open(file.name) as sound:
            assert sound.getframerate() == SPOKEN_RATE
            raw = array("h", sound.readframes(sound.getnframes()))
    phones = [(name, float(end)) for name, end in re.findall(r"(\S+):([\d.]+)", done.stdout)]
    samples = [value / 32768 for value in raw]
    treble = [
        value - TREBLE * before for value, before in zip(samples, [0.0, *samples], strict=False)
    ]
    return level(even(treble)), phones


def even(samples: Samples) -> Samples:
    """Return the samples with soft sounds brought nearer to loud ones."""
    block = SPOKEN_RATE // 100
    loudness = []
    for n in range(0, len(samples), block):
        around = samples[max(0, n - block) : n + block]
        loudness.append(math.sqrt(sum(v * v for v in around) / (2 * block)) + 1e-5)
    top = max(loudness)
    gains = [
        min(MOST_LIFTED, (top / value) ** EVENNESS) if value > top / 300 else 1.0
        for value in [*loudness, top]
    ]
    made = []
    for n, value in enumerate(samples):
        place, part = n // block, n % block / block
        made.append(value * (gains[place] * (1 - part) + gains[place + 1] * part))
    return made


def level(samples: Samples) -> Samples:
    """Return the samples at the loudness of all clips, measured where there is speech."""
    block = SPOKEN_RATE // 50
    powers = [
        sum(v * v for v in samples[n : n + block]) / block for n in range(0, len(samples), block)
    ]
    speaking = [power for power in powers if power > max(powers) / 100]
    loudness = math.sqrt(sum(speaking) / len(speaking))
    gain = min(LOUDNESS / loudness, PEAK / max(map(abs, samples)))
    return [value * gain for value in samples]


def trim(samples: Samples) -> Samples:
    """Return the samples without the silence at both ends."""
    loud = [n for n, value in enumerate(samples) if abs(value) > QUIET]
    return samples[max(0, loud[0] - 80) : loud[-1] + 320]


def between(spoken: tuple[Samples, Phones], first: int, last: int, kept: float = 1.0) -> Samples:
    """Return the phones from `first` to before `last`, not counting silences.

    Of the last one, return only the part `kept`.
    """
    samples, phones = spoken
    ends = [0.0] + [end for _, end in phones]
    places = [n for n, (name, _) in enumerate(phones) if name != "pau"]
    start = ends[places[first]]
    end = ends[places[last]] if last < len(places) else ends[places[-1] + 1] + 0.1
    last_begins = ends[places[min(last, len(places)) - 1]]
    end -= (1 - kept) * (end - last_begins)
    return trim(samples[round(start * SPOKEN_RATE) : round(end * SPOKEN_RATE)])


def count(text: str, voice: str) -> int:
    """Return how many phones a text has by itself."""
    return sum(name != "pau" for name, _ in speak(text, voice)[1])


def resample(samples: Samples) -> Samples:
    """Resample from 16 to 24 kHz with a windowed sinc."""
    kernels = []
    for phase in range(3):
        offset = phase * 2 % 3 / 3
        places = [n - TAPS // 2 + 1 - offset for n in range(TAPS)]
        kernel = [
            (math.sin(math.pi * x) / (math.pi * x) if x else 1.0)
            * (0.5 + 0.5 * math.cos(math.pi * x / (TAPS / 2)))
            for x in places
        ]
        kernels.append([value / sum(kernel) for value in kernel])
    padded = [0.0] * TAPS + samples + [0.0] * TAPS
    made = []
    for n in range(len(samples) * 3 // 2):
        start = n * 2 // 3 + TAPS - TAPS // 2 + 1
        made.append(sum(map(mul, padded[start : start + TAPS], kernels[n % 3])))
    return made


def write(path: Path, samples: Samples) -> None:
    """Write 16 kHz samples as a 24 kHz WAV file that begins and ends softly."""
    made, edge = resample(samples), round(EDGE * RATE)
    for n in range(edge):
        made[n] *= n / edge
        made[-1 - n] *= n / edge
    values = array("h", (round(max(-1.0, min(1.0, value)) * 32767) for value in made))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(values.tobytes())


def number_clip(number: int, voice: str) -> Samples:
    """Return a number as it is spoken before a unit."""
    word = phrases.number_words(number).replace("-", " ")
    if number in range(10, 20) or (number > 20 and number % 10 == 8):  # or "eight" loses its "t"
        return trim(speak(f"{word}.", voice)[0])
    if number in (30, 40, 50):
        spoken = speak(f"{word} minutes left.", voice, slower=1.0)
        return between(spoken, 0, count(f"{word}.", voice), SHORT_END)
    return between(speak(f"{word} minutes left.", voice), 0, count(f"{word}.", voice))


def clips(voice: str) -> dict[str, Samples]:
    """Return every clip by its name, at 16 kHz."""
    made = {phrases.clips(text)[0]: trim(speak(text, voice)[0]) for text in phrases.WHOLE}
    for number in range(phrases.MOST + 1):
        made[str(number)] = number_clip(number, voice)
    for unit in phrases.UNITS:
        for name, before in ((unit, "one"), (f"{unit}s", "four")):
            spoken, size = speak(f"{before} {name}.", voice), count(f"{before}.", voice)
            made[name] = between(spoken, size, len(spoken[1]))
    for ending in phrases.ENDINGS:
        spoken, size = speak(f"four minutes {ending}.", voice), count("four minutes.", voice)
        made[ending] = between(spoken, size, len(spoken[1]))
    for joint in phrases.JOINTS:
        made[joint] = trim(speak(f"{joint}.", voice)[0])
    return made


def main() -> None:
    """Write every clip."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    voice = sys.argv[2] if len(sys.argv) > 2 else VOICE
    folder.mkdir(parents=True, exist_ok=True)
    for name, samples in clips(voice).items():
        write(folder / f"{name}.wav", samples)


if __name__ == "__main__":
    main()
