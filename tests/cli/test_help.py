import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from retrowalk.app.context import App
from retrowalk.cli.command_table import COMMANDS
from retrowalk.cli.help import help_width, terminal_columns
from retrowalk.cli.root import cli
from retrowalk.presets.library import shipped_folder
from tests.conftest import required

ROOT = Path(__file__).parents[2]
NAMES = [*COMMANDS, *sorted(path.stem for path in Path(shipped_folder()).glob("*.yaml"))]


def help_of(name: str) -> str:
    app = App.of_process()
    command = cli.get_command(click.Context(cli, obj=app), name)
    context = click.Context(command, info_name=name, obj=app)
    if name not in COMMANDS:
        command.parse_args(context, [])
    return command.get_help(context)


def examples(name: str) -> list[str]:
    """Return the examples in a command's help."""
    shown = help_of(name)
    _, heading, rest = shown.partition("Examples:\n")
    assert heading, f"{name} has no examples"
    return [line.strip() for line in rest.splitlines() if line.strip()]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_its_own_examples(name):
    found = examples(name)
    assert any(line.startswith(f"retrowalk {name}") for line in found)
    assert all(line.startswith("retrowalk ") for line in found)


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("doctor", "listen", "config")])
def test_every_example_is_valid(name):
    app = App.of_process()
    for line in examples(name):
        words = shlex.split(line.split(" > ")[0], comments=True)[1:]
        if any("my-walk" in word or "hill" in word or word.endswith(".yaml") for word in words):
            continue  # a file that the reader would have
        context = click.Context(cli, obj=app)
        command = cli.get_command(context, words[0])
        command.make_context(words[0], words[1:], parent=context)


def test_manual_pages_are_what_the_help_says():
    done = subprocess.run(
        [sys.executable, "scripts/make_man.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "man").glob("*.1")), ids=lambda p: p.stem)
def test_manual_pages_are_well_formed(page):
    required(shutil.which("groff") is not None, "groff is needed")
    done = subprocess.run(
        ["groff", "-man", "-ww", "-z", str(page)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""


def test_each_flag_of_a_command_is_in_its_manual_page():
    page = (ROOT / "docs" / "man" / "retrowalk-run.1").read_text()
    for flag in ("lead-in", "theme", "inline", "plain", "events"):
        assert f"--{flag}".replace("-", "\\-") in page
    assert "retrowalk intervals" in (ROOT / "docs" / "man" / "retrowalk.1").read_text().replace(
        "\\-", "-"
    )


@pytest.mark.parametrize("name", NAMES)
def test_help_fits_80_columns(name):
    assert max(map(len, help_of(name).splitlines())) <= 80


@pytest.mark.parametrize(
    "words", [("presets", "show", "split-ten"), ("split-ten", "--help"), ("export", "--help")]
)
def test_no_word_is_broken_in_a_terminal_of_80_columns(terminal, run, words):
    program = terminal(*words, size=(80, 100))
    assert program.end() == 0
    rows = [row.rstrip() for row in program.screen.display]
    whole = set(run(*words).stdout.split())
    assert set(" ".join(rows).split()) <= whole | {"#"}


@pytest.mark.parametrize("columns", [None, "", "0", "x", "-5", "40", "66", "200"])
def test_help_is_as_wide_as_click_would_make_it(monkeypatch, columns):
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    assert terminal_columns() == shutil.get_terminal_size().columns
    assert help_width() == click.HelpFormatter().width
