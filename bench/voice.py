"""Measure how much of the built-in voice an offline recognizer understands in noise.

    python bench/voice.py [--voice FOLDER] [--only NOISE:LEVEL ...]

Needs pocketsphinx and numpy. The recognizer knows every sentence of the product, and hears each
alone, in pink noise, in the noise of a treadmill, and among other voices ("babble"). The level is
how many decibels the speech is above the noise. Targets: clean 100 %; pink and
treadmill noise 95 % at 10 dB and 85 % at 5 dB; babble 85 % at 10 dB; never forward for backward.
"""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from noises import noisy

from retrowalk.audio.bank import Bank
from retrowalk.cues import phrases
from tests.audio.recognizer import Recognizer, plain, said

TARGETS = {
    ("clean", 99): 100,
    ("pink", 10): 95,
    ("pink", 5): 85,
    ("pink", 0): 0,
    ("treadmill", 10): 95,
    ("treadmill", 5): 85,
    ("treadmill", 0): 0,
    ("babble", 10): 85,
    ("babble", 5): 0,
    ("babble", 0): 0,
}
"""The percentage to reach for each noise and level in decibels; 0 is only shown."""


def sentences() -> list[str]:
    """Return every whole sentence, and the times, rounds and speeds that presets use."""
    times = [timedelta(seconds=n) for n in (10, 15, 20, 30, 40, 45, 60, 120, 180, 300, 600)]
    left = [timedelta(minutes=n) for n in (1, 2, 3, 4, 9)] + [timedelta(seconds=30)]
    return [
        *phrases.WHOLE,
        *(phrases.time_sentence(time) for time in times),
        *(phrases.time_sentence(time, "to go") for time in left),
        *(phrases.time_sentence(timedelta(minutes=n), "walked") for n in (3, 12, 20)),
        *(phrases.round_sentence(n, of) for n, of in ((1, 3), (2, 3), (2, 4), (4, 5), (3, 6))),
    ]


def is_confused(wanted: str, heard: str) -> bool:
    """Return whether one direction was heard for the other."""
    directions = {"forward", "backward"}
    return (
        bool(heard)
        and directions & set(wanted.split()) != directions & set(heard.split())
        and (bool(directions & set(wanted.split())) and bool(directions & set(heard.split())))
    )


def measure(recognizer: Recognizer, bank: Bank, name: str, decibels: int, *, verbose: bool) -> str:
    """Return a line of the table."""
    missed, confused, listed = [], [], sentences()
    for place, text in enumerate(listed):
        samples = said([text], bank)
        if name != "clean":
            samples = noisy(samples, name, decibels, place)
        wanted, heard = plain(text), recognizer.hears(samples)
        if heard != wanted:
            missed.append(f"{wanted!r} as {heard!r}")
        if is_confused(wanted, heard):
            confused.append(f"{wanted!r} as {heard!r}")
    percent = 100 * (len(listed) - len(missed)) / len(listed)
    target = TARGETS[name, decibels]
    verdict = "" if not target else "met" if percent >= target else f"MISSED {target} %"
    level = "" if name == "clean" else f"{decibels} dB"
    line = f"{name:<10} {level:>6} {percent:6.1f} %  {verdict}"
    if confused:
        line += f"\n  DIRECTIONS CONFUSED: {'; '.join(confused)}"
    return line + (f"\n  missed: {'; '.join(missed)}" if verbose and missed else "")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--voice", type=Path, help="a folder of other clips")
    parser.add_argument("--only", nargs="*", default=[], metavar="NOISE:LEVEL")
    parser.add_argument("--verbose", action="store_true", help="list what was missed")
    given = parser.parse_args()
    recognizer, bank = Recognizer(), Bank(own=given.voice)
    for name, decibels in TARGETS:
        if not given.only or f"{name}:{decibels}" in given.only:
            print(measure(recognizer, bank, name, decibels, verbose=given.verbose), flush=True)


if __name__ == "__main__":
    main()
