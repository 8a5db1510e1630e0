"""An export is written completely or not at all."""

import os
import signal
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from retrowalk import api
from retrowalk.errors import FileError, UsageError
from retrowalk.exports import FORMATS, Options, Schedule, write
from retrowalk.exports.formats import MissingExtra
from tests.conftest import RETROWALK
from tests.waiting import until

WALK = api.parse("4s f, 5s b")
OPTIONS = Options(schedule=Schedule(date(2026, 3, 1)))


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_writes_one_file_with_the_usual_permissions_and_nothing_else(tmp_path, suffix):
    path = tmp_path / f"walk{suffix}"
    mask = os.umask(0o027)
    try:
        assert write(WALK, path, OPTIONS) == [path]
    finally:
        os.umask(mask)
    assert list(tmp_path.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.stat().st_size > 40


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_existing_file_is_kept_unless_forced(tmp_path, suffix):
    path = tmp_path / f"walk{suffix}"
    path.write_text("mine")
    path.chmod(0o600)
    with pytest.raises(FileError, match="already exists: use --force"):
        write(WALK, path, OPTIONS)
    assert path.read_text() == "mine"
    write(WALK, path, OPTIONS, force=True)
    assert path.read_bytes() != b"mine"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_created_meanwhile_is_kept(tmp_path):
    path = tmp_path / "walk.wav"

    def on_progress(fraction: float) -> None:
        path.write_text("somebody else's")

    with pytest.raises(FileError, match="already exists"):
        write(WALK, path, on_progress=on_progress)
    assert path.read_text() == "somebody else's"
    assert list(tmp_path.iterdir()) == [path]


def test_one_existing_file_among_several_stops_all_of_them(tmp_path):
    (tmp_path / "walk-02-backward.wav").write_text("mine")
    with pytest.raises(FileError, match=r"walk-02-backward\.wav already exists"):
        write(WALK, tmp_path / "walk.wav", Options(split=True))
    assert len(list(tmp_path.iterdir())) == 1


def test_a_symbolic_link_is_kept(tmp_path):
    (tmp_path / "real.svg").write_text("old")
    link = tmp_path / "link.svg"
    link.symlink_to("real.svg")
    write(WALK, link, force=True)
    assert link.is_symlink()
    assert "<svg" in (tmp_path / "real.svg").read_text()


@pytest.mark.parametrize("target", ["folder.svg", "missing/walk.svg", "/dev/full.svg/x.svg"])
def test_an_unwritable_target_is_reported(tmp_path, target):
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(FileError, match="cannot write"):
        write(WALK, tmp_path / target, force=True)


@pytest.mark.parametrize(
    "name", ["walk", "walk.", "walk.doc", ".mp3", "walk.mp3.bak", "walk\n.exe"]
)
def test_an_unsupported_format_is_refused_with_the_list(tmp_path, name):
    with pytest.raises(UsageError, match=r"use one of \.wav, "):
        write(WALK, tmp_path / name)


def test_without_hard_links_the_file_is_moved(tmp_path, monkeypatch):
    def no_links(*paths):
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", no_links)
    write(WALK, tmp_path / "walk.md")
    assert [p.name for p in tmp_path.iterdir()] == ["walk.md"]


def size_of(suffix: str, folder: Path) -> int:
    folder.mkdir()
    return write(WALK, folder / f"whole{suffix}", OPTIONS)[0].stat().st_size


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("part", [0.0, 0.5, 1.0])
def test_a_full_disk_leaves_nothing_half_written(tmp_path, suffix, part):
    """The disk becomes full after any part of the file."""
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    room = max(0, int(size_of(suffix, tmp_path / "elsewhere") * part) - 1)
    target = tmp_path / "walk"
    target.mkdir()
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(FileError, match="cannot write"):
            write(WALK, target / f"walk{suffix}", OPTIONS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(target.iterdir()) == []


@pytest.mark.parametrize("suffix", [".flac", ".ogg", ".opus", ".mp3", ".ics"])
def test_a_format_without_its_library_says_how_to_install_it(tmp_path, monkeypatch, suffix):
    library = FORMATS[suffix].library
    monkeypatch.setitem(sys.modules, library, None)
    extra = {"soundfile": "audio", "icalendar": "calendar"}[library]
    with pytest.raises(MissingExtra, match=rf"pip install 'retrowalk\[{extra}\]'"):
        write(WALK, tmp_path / f"walk{suffix}", OPTIONS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".wav", ".html", ".fit", ".svg", ".md", ".json", ".yaml"])
def test_other_formats_load_no_optional_library(tmp_path, suffix):
    script = (
        "import sys; from pathlib import Path; from retrowalk import api, exports;"
        f"exports.write(api.parse('4s f'), Path(r'{tmp_path}') / 'walk{suffix}');"
        "sys.exit(any(name in sys.modules for name in ('soundfile', 'numpy', 'icalendar')))"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize(
    ("suffix", "number", "code"),
    [(".mp3", "SIGINT", 130), (".ogg", "SIGTERM", 143), (".mp3", "SIGHUP", 129)],
)
def test_a_signal_leaves_no_file(terminal, home, suffix, number, code):
    program = terminal("export", "99x(5f 1b)", "--i-know", "--to", str(home / f"walk{suffix}"))
    program.wait("%")
    assert any(path.name.endswith(".part") for path in home.iterdir())
    program.signal(getattr(signal, number))
    assert program.end() == code
    assert not [p for p in home.iterdir() if p.is_file()]
    assert not program.cursor_hidden


def test_ctrl_c_on_the_keyboard_prints_one_line(terminal, home):
    program = terminal("export", "99x(5f 1b)", "--i-know", "--to", str(home / "walk.mp3"))
    program.wait("%")
    program.send("\x03")
    assert program.end() == 130
    assert "retrowalk: interrupted" in program.text()
    assert "Traceback" not in program.text()


def test_a_killed_export_leaves_the_old_file_alone(home, world):
    path = home / "walk.mp3"
    path.write_text("mine")
    command = [*RETROWALK, "export", "99x(5f 1b)", "--i-know", "--to", str(path), "--force"]
    with subprocess.Popen(command, env=world) as program:
        until(lambda: any(p.suffix == ".part" for p in home.iterdir()))
        program.kill()
    assert path.read_text() == "mine"
