import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from retrowalk.cli.command_table import COMMANDS
from retrowalk.presets.library import shipped_folder

QUICK = ("--lead-in", "0", "--rehearse", "3600")


def complete(world, typed: str) -> subprocess.CompletedProcess:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "retrowalk"],
        env={**world, **words, "_RETROWALK_COMPLETE": "bash_complete"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_lists_presets_and_commands(run):
    done = run("--help")
    assert done.returncode == 0
    for name in ("start-small", "intervals", "treadmill", "plan", "presets", "run"):
        assert re.search(rf"^  {name} ", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("--version",), ("-h",)],
)
def test_help_and_version_load_nothing_heavy(world, arguments):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "retrowalk", *arguments],
        env=world,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not re.search(r"\| +(pydantic|rich|yaml|playsound3)\b", done.stderr)


@pytest.mark.parametrize(
    ("typed", "found"), [("retrowalk int", "intervals"), ("retrowalk pl", "plan")]
)
def test_completion_finds_names_and_loads_nothing_heavy(world, typed, found):
    done = complete(world, typed)
    assert f"plain,{found}" in done.stdout
    assert not re.search(r"\| +(pydantic|rich|yaml|playsound3)\b", done.stderr)


def test_completion_knows_a_presets_options(world):
    assert "plain,--backward" in complete(world, "retrowalk intervals --").stdout


def test_a_users_preset_becomes_a_command_with_its_options(run, home):
    (home / "config/retrowalk/presets/hill.yaml").write_text(
        "summary: up the hill\noptions:\n  up: {kind: duration, default: 2m, help: the climb}\n"
        "steps:\n  - forward: $up\n  - backward: 10s\n"
    )
    assert re.search(r"^  hill +Up the hill", run("--help").stdout, re.MULTILINE)
    assert "--up DURATION" in run("hill", "--help").stdout
    assert json.loads(run("plan", "hill", "--up", "3", "--json").stdout)["seconds"] == 190
    assert run("hill", "--up", "1", *QUICK).returncode == 0


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("broken", "steps: [", "not valid YAML"),
        ("empty", "", "empty"),
        ("odd", "steps:\n - sideways: 5\n", "exactly one of"),
        ("clash", "options: {json: {kind: count, default: 1}}\nsteps: [forward: 5]", "own flags"),
        ("plan", "steps: [forward: 5]", "name of a command"),
        ("limits", "options: {a: {kind: count, default: 9, max: 3}}\nsteps: [forward: 5]", "more"),
    ],
)
def test_a_broken_preset_gives_one_warning_and_help_still_works(run, home, name, text, reason):
    path = home / f"config/retrowalk/presets/{name}.yaml"
    path.write_text(text)
    done = run("--help")
    assert done.returncode == 0
    assert "intervals" in done.stdout
    (warning,) = done.stderr.splitlines()
    assert str(path) in warning
    assert reason in warning


def test_a_folder_of_presets_that_cannot_be_read_breaks_nothing(run, home):
    folder = home / "config/retrowalk/presets"
    (folder / "deep.yaml").mkdir()
    (folder / "gone.yaml").symlink_to(home / "nowhere")
    done = run("--help")
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 2


NAMES = [*COMMANDS, *sorted(path.stem for path in Path(shipped_folder()).glob("*.yaml"))]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_name_of_a_preset_may_have_composed_accents_or_not(run, home, form):
    name = unicodedata.normalize(form, "café")
    config = home / "config" / "retrowalk"
    (config / "presets" / "caf\u00e9.yaml").write_text(
        "options: {home: {kind: duration, default: 1s, help: x}}\nsteps: [forward: $home]"
    )
    (config / "config.toml").write_text(f'[presets."{name}"]\nhome = "2s"\n', encoding="utf-8")
    done = run(name, *QUICK, "--sound", "off")
    assert "0:02" in done.stdout, done.stderr


def test_commands_and_presets_are_grouped(run):
    shown = run("--help").stdout
    order = ["\nPresets:", "\nMore presets:", "\nWalk:", "\nWrite and share sessions:"]
    places = [shown.index(heading) for heading in order]
    assert places == sorted(places)
    assert "Your own presets" not in shown
    for name in NAMES:
        assert len(re.findall(rf"^  {name} ", shown, re.MULTILINE)) == 1


def test_a_walkers_own_presets_have_their_group(run, home):
    (home / "config/retrowalk/presets/hill.yaml").write_text("summary: up\nsteps: [forward: 5s]\n")
    shown = run("--help").stdout
    assert re.search(r"Your own presets:\n  hill +Up", shown)


@pytest.mark.parametrize(
    ("arguments", "guess"),
    [
        (("intervls",), "intervals"),
        (("summry",), "summary"),
        (("plan", "intervls"), "intervals"),
        (("run", "tredmill"), "treadmill"),
        (("presets", "show", "tredmill"), "treadmill"),
        (("new", "hill", "--from", "tredmill"), "treadmill"),
        (("intervals", "--forwrd", "1"), "--forward"),
        (("plan", "intervals", "--bakward", "1"), "--backward"),
        (("run", "intervals", "--reduced-moton"), "--reduced-motion"),
    ],
)
def test_a_mistyped_name_gets_a_suggestion(run, arguments, guess):
    done = run(*arguments)
    assert done.returncode == 2
    assert re.search(rf"[Dd]id you mean.*'{guess}'", done.stderr), done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_completion_script(run, world, shell):
    world["_RETROWALK_COMPLETE"] = f"{shell}_source"
    done = run()
    assert done.returncode == 0
    assert "_RETROWALK_COMPLETE=" + f"{shell}_complete" in done.stdout
