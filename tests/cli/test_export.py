"""`retrowalk export` from the command line."""

import json

import pytest

from retrowalk.exports import FORMATS


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        (["intervals", "--rounds", "2", "--to", "a.json"], 840),
        (["--to", "a.json", "intervals", "--forward", "4m", "--rounds", "1"], 420),
        (["--force", "--to=a.json", "2x(5f 1b)"], 720),
        (["3x(5f 1b) 2f", "--to", "a.json"], 1200),
        (["mine.yaml", "--to", "a.json"], 10),
    ],
)
def test_the_session_can_be_anywhere_on_the_command_line(run, home, line, seconds):
    (home / "mine.yaml").write_text("steps: [forward: 5s, backward: 5s]")
    done = run("export", *line)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Wrote a.json\n", "")
    assert json.loads((home / "a.json").read_text())["seconds"] == seconds


def test_a_session_file_is_written_from_a_line_and_not_looked_for(run, home):
    assert run("export", "--to", "new.yaml", "3x(5f 1b)").returncode == 0
    assert run("check", "new.yaml").stdout == "new.yaml: valid\n"


def test_list_shows_the_formats(run):
    done = run("export", "--list")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(FORMATS)


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        (["intervals"], 2, "Missing option '--to'"),
        (["intervals", "--to", "a.doc"], 2, "unsupported format '.doc': use one of .wav"),
        (["intervals", "--to", "a"], 2, "'a' has no suffix: use one of"),
        (["one-block", "--to", "a.wav"], 4, "step 1 (forward) is open"),
        (["99x(5f 1b)", "--to", "a.html"], 4, "more than 30 minutes backward"),
        (["intervals", "--to", "no/a.svg"], 5, "cannot write no/a.svg: No such file"),
        (["intervals", "--to", "a.ics", "--days", "someday"], 2, "'someday' is not a day"),
        (["intervals", "--to", "a.ics", "--times", "noon"], 2, "'noon' is not a time of day"),
        (["intervals", "--to", "a.ics", "--tz", "Mars"], 2, "unknown time zone 'Mars'"),
        (["intervals", "--to", "a.ics", "--starting", "soon"], 2, "'soon'"),
        (
            ["intervals", "--to", "a.ics", "--weeks", "0"],
            2,
            "'0' is not valid: write a number from 1 to 104",
        ),
        (["intervals", "--to", "a.wav", "--time-left", "1s"], 2, "too short: write 10s or more"),
        (["no-such", "--to", "a.md"], 2, "neither a preset nor a file"),
        ([], 2, "Missing argument"),
    ],
)
def test_mistakes_are_reported_and_nothing_is_written(run, home, line, code, says):
    done = run("export", *line)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not [path for path in home.iterdir() if path.is_file()]


def test_exceeded_limits_need_consent_only_in_formats_to_walk_with(run, home):
    assert run("export", "99x(5f 1b)", "--to", "a.md").returncode == 0
    done = run("export", "99x(5f 1b)", "--to", "a.html", "--i-know")
    assert done.returncode == 0
    assert done.stderr.startswith("retrowalk: warning: more than 30 minutes backward")


def test_settings_apply_and_flags_override_them(run, home):
    settings = home / "config" / "retrowalk" / "config.toml"
    settings.write_text('lead-in = 8\nunits = "mph"\nvoice = false\n')
    (home / "s.yaml").write_text("steps: [{forward: 5s, speed: 1.6 km/h}]")
    assert run("export", "s.yaml", "--to", "a.html").returncode == 0
    page = (home / "a.html").read_text()
    assert '"leadIn":8000' in page
    assert "0.994 mph" in page
    assert run("export", "s.yaml", "--to", "b.html", "--lead-in", "0").returncode == 0
    assert '"leadIn":0' in (home / "b.html").read_text()
    run("export", "s.yaml", "--to", "plain.wav")
    run("export", "s.yaml", "--to", "spoken.wav", "--voice")
    assert (home / "plain.wav").read_bytes() != (home / "spoken.wav").read_bytes()


def test_reminders_are_those_that_were_asked_for(run, home):
    flags = ["--times", "9:00,12:30,17:00", "--days", "mon-fri", "--weeks", "4"]
    done = run("export", "start-small", "--to", "a.ics", "--starting", "2026-03-02", *flags)
    assert done.returncode == 0, done.stderr
    text = (home / "a.ics").read_text()
    assert text.count("RRULE:FREQ=WEEKLY;COUNT=20;BYDAY=MO,TU,WE,TH,FR") == 3
    assert "DTSTART:20260302T123000" in text
    assert run("export", "start-small", "--to", "b.ics").returncode == 0
    assert (home / "b.ics").read_text().count("COUNT=28") == 3
    assert run("export", "intervals", "--to", "c.ics").returncode == 0
    assert (home / "c.ics").read_text().count("COUNT=12;BYDAY=MO,WE,FR") == 1


def test_the_sessions_own_texts_are_spoken_if_an_engine_can(run, home):
    (home / "s.yaml").write_text("steps: [{forward: 20s, say: Off to the old oak tree.}]")
    (home / "t.yaml").write_text("steps: [{forward: 20s, say: Walk forward.}]")
    done = run("export", "s.yaml", "--to", "own.wav")
    run("export", "t.yaml", "--to", "usual.wav")
    assert done.returncode == 0
    different = (home / "own.wav").read_bytes() != (home / "usual.wav").read_bytes()
    assert different or "no text-to-speech engine found" in done.stderr


def test_what_export_needs_is_not_loaded_by_other_commands(world, home):
    import subprocess
    import sys

    script = (
        "import sys; from retrowalk.cli.main import run; run(['--help']);"
        "sys.exit(any('exports' in name for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", script], env=world, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("name", "flags", "says"),
    [
        ("x.html", ["--lrc"], "--lrc has no effect for .html, only for .wav"),
        ("x.fit", ["--times", "9:00"], "--times has no effect for .fit, only for .ics"),
        ("x.mp3", ["--tz", "Europe/Berlin"], "--tz has no effect for .mp3, only for .ics"),
    ],
)
def test_a_flag_that_a_format_does_not_use_is_reported(run, home, name, flags, says):
    done = run("export", "intervals", "--to", name, *flags)
    assert done.returncode == 2
    assert says in done.stderr
    assert not (home / name).exists()
