import json
import stat

import pytest

QUICK = ("--lead-in", "0", "--rehearse", "3600")


@pytest.fixture
def config(home):
    return home / "config" / "retrowalk" / "config.toml"


def test_each_setting_is_shown_with_where_it_came_from(run, config, world):
    assert "lead-in = 5  (default)" in run("config").stdout
    config.write_text('lead-in = 9\nunits = "mph"\n[presets.intervals]\nforward = "4m"\n')
    world["RETROWALK_LEAD_IN"] = "7"
    shown = run("config").stdout
    assert "lead-in = 7  (RETROWALK_LEAD_IN)" in shown
    assert f'units = "mph"  ({config})' in shown
    assert f'presets.intervals.forward = "4m"  ({config})' in shown


def test_flags_override_the_environment_which_overrides_the_file(run, config, world):
    config.write_text("lead-in = 30\n")
    assert "Starting in 30 s." in run("intervals", "--rehearse", "3600").stdout
    world["RETROWALK_LEAD_IN"] = "20"
    assert "Starting in 20 s." in run("intervals", "--rehearse", "3600").stdout
    assert "Starting in 10 s." in run("intervals", "--rehearse", "3600", "--lead-in", "10").stdout


def test_options_of_presets_and_units_can_be_set(run, config):
    config.write_text('units = "mph"\n[presets.treadmill]\nbackward = "30s"\n')
    assert json.loads(run("plan", "treadmill", "--json").stdout)["backward_seconds"] == 90
    flagged = run("plan", "treadmill", "--backward", "20s", "--json").stdout
    assert json.loads(flagged)["backward_seconds"] == 60
    assert "0.746 mph" in " ".join(run("plan", "treadmill").stdout.split())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lead-in = 5\nsuond = 1", ":2: unknown setting 'suond'; did you mean 'sound'?"),
        ("\nlead-in = 'x'", ":2: lead-in:"),
        ("lead-in = ", "not valid TOML"),
        ("[hooks]\nsegment-start = 'ls'", ":2: hooks.segment-start:"),
        ("[hooks]\nnothing = ['ls']", "nothing"),
        ("[presets.intervals]\nforwrd = 3", "presets.intervals.forwrd: the preset has no such"),
        ("[presets.intervals]\nforward = '9h'", "more than the maximum, 2h"),
    ],
)
def test_a_bad_setting_is_reported_with_line_and_key_and_help_works(run, config, text, says):
    config.write_text(text)
    done = run("plan", "intervals")
    assert done.returncode == 4
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert run("--help").returncode == 0


def test_a_bad_environment_variable_is_named(run, world):
    world["RETROWALK_SOUND"] = "loud"
    done = run("intervals", *QUICK)
    assert done.returncode == 4
    assert "RETROWALK_SOUND: sound:" in done.stderr


def test_edit_creates_the_file_and_opens_it(run, config, home, world):
    editor = home / "editor"
    editor.write_text('#!/bin/sh\necho "# edited" >> "$2"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IEXEC)
    world["EDITOR"] = f"{editor} --flag"
    assert run("config", "edit").returncode == 0
    assert config.read_text().endswith("# edited\n")
    assert run("config").returncode == 0


def test_hooks_are_started_with_the_events_words_and_without_a_shell(run, config, home):
    log = home / "log"
    hook = home / "hook"
    hook.write_text(f'#!/bin/sh\necho "$1|$2" >> {log}\n')
    hook.chmod(hook.stat().st_mode | stat.S_IEXEC)
    config.write_text(
        f'[hooks]\nsegment-start = ["{hook}", "{{direction}} {{index}}", "$(id) {{label}}"]\n'
    )
    session = home / "s.yaml"
    session.write_text('steps: [{forward: 5s, label: "a; b"}, {backward: 5s}]')
    done = run("run", "s.yaml", "--lead-in", "0", "--rehearse", "20")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(log.read_text().splitlines()) == ["backward 2|$(id) ", "forward 1|$(id) a; b"]


def test_a_hook_that_fails_is_reported_once_and_delays_nothing(run, config):
    config.write_text(
        '[hooks]\nsegment-start = ["false"]\ncue = ["/no/such/program"]\nsegment-end = ["sleep", "60"]\n'
    )
    done = run("start-small", *QUICK)
    assert done.returncode == 0
    assert done.stderr.count("hook segment-start failed: exit code 1") == 1
    assert done.stderr.count("hook cue failed: ") == 1


def test_a_session_file_can_never_name_a_program(run, home):
    for text in ("hooks: {cue: [touch, owned]}", "steps: [{forward: 5, run: touch owned}]"):
        (home / "evil.yaml").write_text(
            f"{text}\n" + ("" if "steps" in text else "steps: [forward: 5]")
        )
        done = run("run", "evil.yaml")
        assert done.returncode == 4
        assert "unknown key" in done.stderr
    assert not (home / "owned").exists()


@pytest.mark.parametrize("sound", ["bell", "off"])
def test_what_sounds_can_be_chosen(terminal, sound):
    program = terminal("start-small", "--sound", sound, "--lead-in", "0", "--rehearse", "100")
    assert program.end() == 0
    assert (b"\x07" in program.written) == (sound == "bell")
    assert b"No sound" not in program.written


def test_a_theme_changes_the_colours_and_mono_has_none(terminal, config):
    grounds = {}
    for theme in ("light", "mono"):
        config.write_text(f'theme = "{theme}"\n')
        program = terminal("intervals", "--lead-in", "0", "--mute", COLORTERM="truecolor")
        program.wait("FORWARD")
        row = next(n for n, line in enumerate(program.screen.display) if "FORWARD" in line)
        cell = program.screen.buffer[row][program.screen.display[row].index("FORWARD")]
        grounds[theme] = (cell.bg, cell.reverse)
    assert grounds == {"light": ("005a8c", False), "mono": ("default", True)}


def test_energy_is_shown_only_with_a_weight(run, config):
    walk = ("run", '17f 3b {speed="1 mph"}', *QUICK)
    assert "kcal" not in run(*walk).stdout
    config.write_text("weight = 70\n")
    assert "about 85 kcal (65 to 105; a rough estimate, includes resting energy)" in " ".join(
        run(*walk).stdout.split()
    )


@pytest.mark.parametrize("which", ["file", "folder"])
def test_hooks_that_others_could_have_written_are_ignored_with_a_warning(run, config, home, which):
    hook = f'[hooks]\nsession-start = ["touch", "{home}/started"]\n'
    config.write_text(hook)
    target = config if which == "file" else config.parent
    before = target.stat().st_mode
    target.chmod(0o777)
    done = run("run", "5s f", *QUICK)
    assert done.returncode == 0
    assert done.stderr.count("config.toml are ignored because other users can change it") == 1
    assert "chmod go-w" in done.stderr
    target.chmod(before)
    assert not (home / "started").exists()
    assert run("run", "5s f", *QUICK).stderr == ""
    assert (home / "started").exists()
