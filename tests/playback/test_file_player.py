"""What happens to a player that is late or hangs."""

import subprocess
import sys
from pathlib import Path

import pytest

from retrowalk.audio.bank import Bank
from retrowalk.audio.mixdown import Note
from retrowalk.cues.sounds import Kind, Sound
from retrowalk.playback.clips import next_clip
from retrowalk.playback.file_player import MAX_OVERRUN, FilePlayer, Players, load_players

PIP = Sound(Kind.TONE, "pip")


def pip(start: float, *, is_start: bool = False) -> Note:
    return Note(start, 0.09, PIP, start, is_start)


class FakePlayer:
    subprocess: subprocess.Popen

    def __init__(self):
        self.alive, self.stopped = True, False

    def is_alive(self) -> bool:
        return self.alive and not self.stopped

    def stop(self) -> None:
        self.stopped = True


class FakePlayers:
    def __init__(self):
        self.started: list[FakePlayer] = []

    def play(self, path: Path, block: bool) -> FakePlayer:
        assert path.exists()
        self.started.append(FakePlayer())
        return self.started[-1]


class Clock:
    now = 10.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def player(monkeypatch, clock):
    """A file player without its thread."""
    monkeypatch.setattr("retrowalk.playback.file_player.has_audio_output", lambda: True)
    return FilePlayer(Bank(), now=lambda: clock.now)


def start(player: FilePlayer, players: FakePlayers, folder: Path, *notes: Note) -> None:
    clip = next_clip(notes, [], after=0)
    player._start(Players("fake", players.play), clip, player._write(folder, clip))


def test_a_clip_that_still_plays_a_second_after_its_end_is_stopped(player, clock, tmp_path):
    players = FakePlayers()
    start(player, players, tmp_path, pip(10))
    clock.now = 10.09 + MAX_OVERRUN - 0.01
    player._check_players()
    assert not players.started[0].stopped
    clock.now += 0.02
    player._check_players()
    assert players.started[0].stopped


@pytest.mark.parametrize(
    ("program", "seconds", "fails"),
    [("ffplay", 0.1, True), ("ffplay", 2.6, False), ("ffplay", 3.0, False), ("aplay", 0.1, False)],
)
def test_ffplay_has_failed_if_it_ends_long_before_its_clip(
    player, clock, tmp_path, program, seconds, fails
):
    players = FakePlayers()
    start(player, players, tmp_path, pip(10), pip(11), pip(12), pip(12.9))
    process = players.started[0]
    process.subprocess = subprocess.Popen([sys.executable, "-c", "", program])
    process.subprocess.wait()
    process.alive = False
    clock.now += seconds
    if fails:
        with pytest.raises(RuntimeError, match="failed"):
            player._check_players()
    else:  # some players end a little before the last sound has been heard
        player._check_players()


def test_a_player_that_overruns_twice_in_a_row_hangs(player, clock, tmp_path):
    players = FakePlayers()
    for second in (10, 20):
        clock.now = second
        start(player, players, tmp_path, pip(second))
        clock.now += 2
        if second == 20:
            with pytest.raises(RuntimeError, match="hangs"):
                player._check_players()
        else:
            player._check_players()


def test_a_late_start_is_played_and_a_late_pip_is_dropped(player, clock, tmp_path):
    players = FakePlayers()
    start(player, players, tmp_path, pip(9.4))
    assert players.started == []
    start(player, players, tmp_path, pip(9.4, is_start=True))
    assert len(players.started) == 1
    start(player, players, tmp_path, pip(8.9, is_start=True))
    assert len(players.started) == 1


@pytest.mark.parametrize("found", ["/usr/bin/aplay", None])
def test_aplay_alone_is_enough_on_linux(monkeypatch, found):
    playsound3 = pytest.importorskip("playsound3")
    monkeypatch.setattr(playsound3, "DEFAULT_BACKEND", None)
    monkeypatch.setattr("retrowalk.playback.file_player.sys.platform", "linux")
    monkeypatch.setattr("retrowalk.playback.file_player.find_program", lambda name: found)
    if found:
        assert load_players().name == "alsa"
    else:
        with pytest.raises(RuntimeError, match="no sound player"):
            load_players()
