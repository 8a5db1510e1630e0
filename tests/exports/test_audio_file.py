"""Exported audio, decoded by other programs: onsets, chapters and words."""

import json
import re
import shutil
import subprocess
import wave
from array import array
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest

from retrowalk import api
from retrowalk.audio.wave_io import RATE
from retrowalk.core.cue_rules import CueKind
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.errors import InvalidSession
from retrowalk.exports import Options, write
from tests.audio.recognizer import Recognizer, spoken_cues
from tests.conftest import required

LONG = "2x(5f 1b)"
BOUNDARIES = [m * 60 for m in (0, 5, 6, 11)]
SUFFIXES = ("wav", "flac", "ogg", "mp3")
pytestmark = pytest.mark.slow


def tool(name: str) -> str:
    required(shutil.which(name) is not None, f"{name} is not installed")
    return name


def decoded(path: Path, begin: float, length: float) -> array:
    """Return the samples of a period, as ffmpeg decodes the file from its start, with gaps."""
    until = ["-t", str(begin + length + 1)]
    command = [tool("ffmpeg"), "-v", "error", *until, "-i", str(path), "-af"]
    command += [f"atrim={begin}:{begin + length},asetpts=PTS-STARTPTS", "-f", "s16le"]
    done = subprocess.run(
        [*command, "-ac", "1", "-ar", str(RATE), "-"], capture_output=True, check=True
    )
    return array("h", done.stdout)


def onset(samples: array, loud: int = 2500, quiet: float = 0.15) -> float:
    """Return when the first loud sound after silence starts, in seconds."""
    last = 0
    for n, value in enumerate(samples):
        if abs(value) > loud:
            if n - last > quiet * RATE:
                return n / RATE
            last = n
    raise AssertionError("nothing begins")


def probed(path: Path, *what: str) -> dict:
    command = [tool("ffprobe"), "-v", "error", "-of", "json", *what, str(path)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def exported(session: Session | str, path: Path, **options) -> Path:
    made = api.parse(session) if isinstance(session, str) else session
    return write(made, path, Options(**{"lead_in": 0} | options), force=True)[0]


@pytest.fixture(scope="module")
def long(tmp_path_factory) -> Callable[[str], Path]:
    """Export 12 minutes in a format when a test asks for it; MP3 with timed text."""
    folder = tmp_path_factory.mktemp("long")
    return cache(lambda suffix: exported(LONG, folder / f"a.{suffix}", lrc=suffix == "mp3"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_tone_at_each_boundary_is_at_its_planned_time(long, suffix):
    """An MP3 without a lead-in declares what its encoder has added."""
    delays = []
    for minute in (5, 6, 11):
        # the last pip is a second before; the word spoken with it ends before the boundary
        begins = onset(decoded(long(suffix), minute * 60 - 0.25, 1.0), quiet=0.1)
        delays.append(begins - 0.25)
    assert max(delays) - min(delays) < 0.003
    assert all(-0.005 < delay < 0.02 for delay in delays), delays


def test_a_file_has_the_right_length_and_an_mp3_a_constant_bit_rate(long):
    def seconds(suffix: str) -> float:
        shown = probed(long(suffix), "-show_entries", "format=duration")
        return float(shown["format"]["duration"])

    assert 722 < seconds("wav") < 726  # 12 minutes and the last words
    assert [seconds(suffix) for suffix in SUFFIXES] == pytest.approx([seconds("wav")] * 4, abs=0.1)
    mp3 = probed(long("mp3"), "-show_entries", "format=bit_rate:format_tags")["format"]
    assert mp3["tags"]["title"] == "session"
    rates = {
        f["size"] for f in probed(long("mp3"), "-show_entries", "packet=size")["packets"][5:500]
    }
    assert len(rates) <= 2, "a constant bit rate, but for padding"


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "opus", "mp3"])
def test_with_a_lead_in_every_cue_is_at_its_second_in_every_format(tmp_path, suffix):
    """The encoder's delay of an MP3 is compensated."""
    path = exported("20s f, 20s b", tmp_path / f"a.{suffix}", lead_in=5, voice=False, lrc=True)
    for second in (5, 25):
        begins = onset(decoded(path, second - 0.5, 1.0), quiet=0.05) - 0.5
        assert abs(begins) < 0.02
    rows = path.with_suffix(".lrc").read_text().splitlines()
    assert "[00:05.00]▲ Forward 0:20" in rows
    assert "[00:25.00]▼ Backward 0:20" in rows
    if suffix == "mp3":
        chapters = probed(path, "-show_chapters")["chapters"]
        assert [c["start_time"] for c in chapters] == ["5.000000", "25.000000"]


def test_the_mp3s_chapters_are_the_segments(long):
    chapters = probed(long("mp3"), "-show_chapters")["chapters"]
    assert [(c["start_time"], c["tags"]["title"]) for c in chapters] == [
        (f"{at:.6f}", ("Forward 5:00", "Backward 1:00")[n % 2]) for n, at in enumerate(BOUNDARIES)
    ]
    assert all(a["end_time"] == b["start_time"] for a, b in pairwise(chapters))
    assert chapters[-1]["end_time"] == "720.000000"


def test_more_chapters_than_one_table_holds_are_all_there(tmp_path):
    path = exported("130x(1s f, 1s s)", tmp_path / "many.mp3")
    assert len(probed(path, "-show_chapters")["chapters"]) == 260
    tag = path.read_bytes()[: 1 << 17]
    tables = [tag[at + 10 :] for at in (m.start() for m in re.finditer(b"CTOC", tag))]
    entries = [table[table.index(0) + 2] for table in tables]
    assert entries == [2, 255, 5]


def test_timed_text_is_written_beside_the_audio_file(long):
    rows = long("mp3").with_suffix(".lrc").read_text().splitlines()
    assert rows[:3] == ["[ti:session]", "[by:retrowalk]", "[00:00.00]▲ Forward 5:00"]
    assert "[04:45.00]Backward soon. Slow down." in rows
    assert "[11:00.00]▼ Backward 1:00" in rows
    assert rows[-1] == "[12:00.00]Walk finished."
    stamps = [row[1:9] for row in rows[2:]]
    assert stamps == sorted(stamps)


def test_a_recognizer_hears_the_phrases_in_the_mp3(long):
    required(find_spec("pocketsphinx") is not None, "pocketsphinx is not installed")
    plan, listener = api.parse(LONG), Recognizer(RATE)
    heard: set[CueKind] = set()
    for index, start in enumerate(BOUNDARIES[:2]):
        for spoken in spoken_cues(plan, index):
            if spoken.kind is CueKind.START or spoken.kind not in (CueKind.COUNTDOWN, *heard):
                begin, length = start + spoken.begin - 0.1, spoken.end - spoken.begin + 0.3
                assert listener.hears(decoded(long("mp3"), begin, length)) == spoken.text
                heard.add(spoken.kind)
    assert {CueKind.START, CueKind.SOON, CueKind.TIME_LEFT, CueKind.MIDPOINT} <= heard


@pytest.mark.parametrize("command", [["ffmpeg", "-v", "error", "-i"], ["mpg123", "-q", "-s"]])
def test_an_mp3_without_a_lead_in_is_as_long_as_its_sound_in_gapless_players(tmp_path, command):
    tool(command[0])
    made = [
        exported("4s f, 4s b", tmp_path / f"a.{suffix}", voice=False) for suffix in ("wav", "mp3")
    ]
    raw = ["-f", "s16le", "-"] if command[0] == "ffmpeg" else []
    done = subprocess.run([*command, str(made[1]), *raw], capture_output=True, check=True)
    with wave.open(str(made[0])) as plain:
        assert len(done.stdout) // 2 == plain.getnframes()
    assert onset(array("h", bytes(RATE) + done.stdout)) == pytest.approx(0.5, abs=0.005)


def test_split_writes_one_numbered_file_a_segment(tmp_path):
    session = api.parse("3s f, 5s b, 4s s")
    made = write(session, tmp_path / "walk.mp3", Options(split=True, lrc=True, lead_in=0))
    names = ["walk-01-forward", "walk-02-backward", "walk-03-stand"]
    assert [path.name for path in made] == [f"{n}.{s}" for n in names for s in ("mp3", "lrc")]
    lengths = [3.0, 5.0, 4.0]
    for path, seconds in zip(made[::2], lengths, strict=True):
        info = probed(path, "-show_chapters", "-show_entries", "format=duration:format_tags")
        assert float(info["format"]["duration"]) >= seconds - 0.05
        assert [c["end_time"] for c in info["chapters"]] == [f"{seconds:.6f}"]
    tags = probed(made[2], "-show_entries", "format_tags")["format"]["tags"]
    assert (tags["title"], tags["track"], tags["album"]) == ("02 Backward 0:05", "2/3", "session")
    assert made[3].read_text().splitlines()[2] == "[00:00.00]▼ Backward 0:05"


def test_split_files_joined_in_order_equal_the_whole_file(tmp_path):
    session = Session("b", "B", api.parse("4s f, 5s b").segments)
    (whole,) = write(session, tmp_path / "a.wav", Options(lead_in=3))
    pieces = write(session, tmp_path / "a.wav", Options(split=True, lead_in=3))

    def samples(path: Path) -> bytes:
        with wave.open(str(path)) as file:
            return file.readframes(file.getnframes())

    assert b"".join(map(samples, pieces)) == samples(whole)


def test_an_open_step_is_refused_by_name_with_a_remedy(tmp_path):
    session = api.parse('5f, open b {label="To the corner"}')
    for suffix in ("wav", "mp3"):
        with pytest.raises(
            InvalidSession, match=r"step 2 \(backward, To the corner\) is open.*at_most"
        ):
            write(session, tmp_path / f"a.{suffix}")
    assert not list(tmp_path.iterdir())


def test_an_open_step_with_a_limit_is_as_long_as_that(tmp_path):
    session = api.parse("5s f, open b {at_most=7s}, 3s f")
    path = exported(session, tmp_path / "a.mp3")
    chapters = probed(path, "-show_chapters")["chapters"]
    assert [c["tags"]["title"] for c in chapters] == [
        "Forward 0:05",
        "Backward 0:07",
        "Forward 0:03",
    ]


def test_labels_of_any_script_are_the_tags_text(tmp_path):
    session = Session(
        "s", "歩く [x] ü", (Segment(Direction.BACKWARD, timedelta(seconds=2), label="[歩く]"),)
    )
    path = exported(session, tmp_path / "a.mp3", lrc=True)
    tags = probed(path, "-show_entries", "format_tags")["format"]["tags"]
    assert tags["title"] == "歩く [x] ü"
    assert "▼ Backward 0:02, (歩く)" in path.with_suffix(".lrc").read_text()
    flac = exported(session, tmp_path / "a.flac")
    tags = probed(flac, "-show_entries", "format_tags")["format"]["tags"]
    assert next(v for k, v in tags.items() if k.lower() == "title") == "歩く [x] ü"
