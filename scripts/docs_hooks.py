"""Generate pages of the documentation site from the program; see mkdocs.yml."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
SAFETY = "<!-- the safety page -->"
SOURCE = "https://github.com/retrowalk/retrowalk/blob/main"


def on_files(files: Files, *, config: Any) -> Files:
    """Add the reference of commands and the cookbook."""
    files.append(File.generated(config, "commands.md", content="\n".join(commands())))
    files.append(File.generated(config, "cookbook.md", content=cookbook()))
    return files


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Insert the safety text into its page, and correct picture paths in plain HTML."""
    if SAFETY in markdown:
        markdown = markdown.replace(SAFETY, f"```text\n{_run('safety')}```")
    return markdown if page.is_homepage else markdown.replace('src="pictures/', 'src="../pictures/')


def commands() -> Iterator[str]:
    """Yield the page of all commands, each with its help."""
    yield "# Commands\n\nThe help of each command, as `--help` prints it.\n"
    for path in _paths():
        heading = "#" * (min(len(path), 2) + 1 if path else 2)
        yield f"{heading} {' '.join(['retrowalk', *path])}\n\n```text\n{_run(*path, '--help')}```\n"


def _paths() -> Iterator[list[str]]:
    """Yield the words that lead to each command."""
    from retrowalk.cli.command_table import COMMANDS, load

    yield []
    yield ["intervals"]
    for name in COMMANDS:
        yield [name]
        command = load(name)
        if isinstance(command, click.Group):
            yield from ([name, sub] for sub in command.list_commands(click.Context(command)))


def _run(*arguments: str) -> str:
    """Return the program's output, without the local user's settings and presets."""
    with TemporaryDirectory() as home:
        folders = {f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        done = subprocess.run(
            [sys.executable, "-m", "retrowalk", *arguments],
            env={**os.environ, **folders, "COLUMNS": "88", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
    return done.stdout


def cookbook() -> str:
    """Return the page of examples, with links to the repository."""
    text = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    text = text.replace("](../docs/", "](")
    return re.sub(r"\]\((?!https?:|[\w-]+\.md)([^)]+)\)", rf"]({SOURCE}/examples/\1)", text)
