from array import array
from datetime import timedelta

import pytest

from retrowalk.audio.bank import Bank, Volumes
from retrowalk.audio.mixdown import BEAT, Beats, Note, render
from retrowalk.audio.wave_io import RATE, write_wave
from retrowalk.cues.sounds import Kind, Sound
from retrowalk.setting_table import TONE_SETS

PIP = Sound(Kind.TONE, "pip")
WORD = Sound(Kind.VOICE, "walk-backward")


def loudest(bank: Bank, sound: Sound, **how) -> int:
    return max(map(abs, bank.samples(sound, **how)))


@pytest.mark.parametrize("tones", TONE_SETS)
def test_each_set_has_every_tone(tones):
    bank = Bank(tones)
    for name in ("forward", "backward", "stand", "soon", "pip", "last-pip", "done"):
        length = bank.length(Sound(Kind.TONE, name))
        assert timedelta(seconds=0.05) < length < timedelta(seconds=1)
        assert loudest(bank, Sound(Kind.TONE, name)) > 7_000
    assert not bank.warnings


def test_volumes_apply_to_their_kind_and_to_all():
    usual = {sound: loudest(Bank(), sound) for sound in (PIP, WORD, BEAT)}
    soft = Bank(volumes=Volumes(all=50, voice=50, tones=100, beat=0))
    assert loudest(soft, PIP) == pytest.approx(usual[PIP] / 4, rel=0.01)
    assert loudest(soft, WORD) == pytest.approx(usual[WORD] / 16, rel=0.01)
    assert loudest(soft, BEAT) == 0
    soft.set_volumes(Volumes())
    assert loudest(soft, PIP) == usual[PIP]


def test_the_beat_is_softer_than_the_voice_and_softer_still_under_it():
    bank = Bank()
    assert loudest(bank, BEAT) < loudest(bank, WORD) / 2
    assert loudest(bank, BEAT, ducked=True) < loudest(bank, BEAT) / 2


def test_own_sounds_replace_the_built_in_ones(tmp_path):
    write_wave(tmp_path / "pip.wav", array("h", [1000] * RATE))
    write_wave(tmp_path / "walk-backward.wav", array("h", [2000] * RATE))
    bank = Bank(own=tmp_path)
    assert bank.length(PIP) == bank.length(WORD) == timedelta(seconds=1)
    assert loudest(bank, PIP) == 1000
    assert bank.length(Sound(Kind.TONE, "done")) == Bank().length(Sound(Kind.TONE, "done"))


def test_a_long_own_tone_is_cut(tmp_path):
    write_wave(tmp_path / "pip.wav", array("h", [1000] * RATE * 60))
    assert Bank(own=tmp_path).length(PIP) == timedelta(seconds=2)


def test_a_broken_own_file_is_named_once_and_replaced(tmp_path):
    (tmp_path / "pip.wav").write_text("not a sound")
    bank = Bank(own=tmp_path)
    assert bank.length(PIP) == Bank().length(PIP)
    assert bank.samples(PIP) == Bank().samples(PIP)
    assert len(bank.warnings) == 1
    assert "pip.wav" in bank.warnings[0]


def test_a_missing_sound_has_no_length_and_no_samples():
    bank = Bank()
    assert bank.length(Sound(Kind.SPEECH, "Hello there")) is None
    assert not bank.samples(Sound(Kind.VOICE, "no-such-clip"))


@pytest.mark.parametrize("cadence", [40, 70, 97, 130])
def test_beats_are_exact_to_the_sample_for_15_minutes(cadence):
    beats = Beats(0.0, cadence, 900.0)
    numbers = beats.numbers(0, 900 * RATE)
    assert numbers == range(15 * cadence)
    for n in numbers:
        assert abs(beats.frame(n) - n * 60 * RATE / cadence) <= 0.5
    halves = [*beats.numbers(0, 123_457), *beats.numbers(123_457, 900 * RATE)]
    assert halves == list(numbers)


def test_a_mixdown_has_each_sound_in_its_place():
    bank, word = Bank(), Note(12.0, 1.0, WORD, "w")
    made = render(bank, [Note(10.5, 0.09, PIP, "p"), word], [Beats(10.0, 60)], 10.0, 14.0)
    assert len(made) == 4 * RATE
    beat, pip = bank.samples(BEAT), bank.samples(PIP)
    assert made[: len(beat)] == beat
    assert made[RATE // 2 : RATE // 2 + len(pip)] == pip
    assert made[RATE : RATE + len(beat)] == beat
    assert not any(made[RATE + len(beat) : 2 * RATE])
    ducked = bank.samples(BEAT, ducked=True)
    under = [
        a - b for a, b in zip(made[2 * RATE :], bank.samples(WORD)[: len(ducked)], strict=False)
    ]
    assert under == list(ducked)


def test_a_sound_cut_short_fades():
    made = render(Bank(), [Note(0.0, 0.05, PIP, "p")], [], 0.0, 0.2)
    assert any(made[: RATE // 20])
    assert abs(made[RATE // 20 - 1]) < 200
    assert not any(made[RATE // 20 + 1 :])
