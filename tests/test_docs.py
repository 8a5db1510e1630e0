"""The examples in the documents work."""

import re
import shlex
import subprocess
import sys
import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from retrowalk.presets import builder, reader
from retrowalk.presets import yaml_loader as loader
from retrowalk.presets.diagnostics import Text
from retrowalk.settings import read_settings
from tests.converters.test_formats import CSV, ZWO
from tests.history.walks import go, plan, walked

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(language: str) -> list:
    found = []
    for page in PAGES:
        for n, body in enumerate(
            re.findall(rf"```{language}\n(.*?)```", page.read_text(), re.DOTALL)
        ):
            found.append(pytest.param(body, id=f"{page.stem}-{n}"))
    return found


def commands() -> list:
    lines = [line for block in blocks("sh") for line in block.values[0].splitlines()]
    found = {line.split("  #")[0].strip() for line in lines if line.startswith("retrowalk ")}
    slow = {line for line in found if ".mp3" in line}
    return [
        *sorted(found - slow),
        *(pytest.param(line, marks=pytest.mark.slow) for line in sorted(slow)),
    ]


@pytest.mark.parametrize("body", blocks("yaml"))
def test_each_session_file_shown_is_valid(body):
    preset = reader.read(loader.load(Text("docs", body)), "docs")
    assert builder.build(preset, {}).segments


@pytest.mark.parametrize("body", blocks("python"))
def test_each_piece_of_python_shown_runs(body, tmp_path, world):
    subprocess.run([sys.executable, "-W", "error", "-c", body], cwd=tmp_path, env=world, check=True)


@pytest.mark.parametrize("body", blocks("toml"))
def test_each_setting_shown_is_valid(body, tmp_path):
    (tmp_path / "config.toml").write_text(body)
    assert read_settings(tmp_path, {}).hooks == tomllib.loads(body)["hooks"]


@pytest.mark.parametrize("line", commands())
def test_each_command_shown_runs(run, home, line):
    (home / "my-walk.yaml").write_text("steps: [forward: 5s, backward: 5s]")
    (home / "hill.zwo").write_bytes(ZWO)
    (home / "plan.csv").write_bytes(CSV)
    line = line.split(" > ")[0]
    if set(line.split()) & {"history", "resume", "stats", "summary"}:
        a_history(run, home)
    if set(line.split()) & {"programme", "today"}:
        assert run("programme", "start", "--i-know").returncode == 0
    soon = f"{datetime.now() + timedelta(hours=1):%H:%M}"  # one second of a quick rehearsal
    _, *words = shlex.split(re.sub(r"(--start-at|--until) \d\d:\d\d", rf"\1 {soon}", line))
    quick = ("--lead-in", "0", "--rehearse", "3600")
    printing = {"plan", "presets", "check", "config", "convert", "new", "--help"}
    printing |= {"doctor", "export", "history", "safety", "stats", "summary", "programme"}
    walks = words and not set(words) & printing
    flags = ("--sound", "off") if words[:1] == ["listen"] else quick if walks else ()
    done = run(*words, *flags)
    no_walk = "--morning-pain" in line  # there is no walk to answer about
    assert done.returncode == (2 if no_walk else 0), done.stderr


def a_history(run, home) -> None:
    """Record a completed walk 1 and an interrupted walk 2; walks.csv is an export of both."""
    path = home / "data" / "retrowalk" / "history.db"
    for script in ([go(5000)], [go(100)]):
        walked(path, plan(), script)[0].close()
    (home / "walks.csv").write_text(run("history", "export", "--csv").stdout)


def test_every_link_between_the_documents_leads_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
