import os
from pathlib import Path
from typing import Any

import pytest

from retrowalk import api
from retrowalk.core.session import Session
from retrowalk.exports import Options, write
from tests.conftest import ROOT, required
from tests.exports.browser import Browser

HOSTILE = "</text><script>alert(1)</script> | `x` <img src=//x> *b* \u202e & \" ' ]]>"
PRESETS = sorted(path.stem for path in (ROOT / "presets").glob("*.yaml"))


@pytest.fixture
def page(browser: Browser, tmp_path: Path):
    """Export a session as a page and open it; return the browser, whose time must be stepped."""
    browser.size(390, 844)

    def open_page(session: Session | str, *, fake: bool = True, lead_in: int = 5) -> Browser:
        if isinstance(session, str):
            session = api.parse(session)
        path = tmp_path / "walk.html"
        write(session, path, Options(lead_in=lead_in), force=True)
        browser.open(path, fake=fake)
        return browser

    return open_page


@pytest.fixture
def started(page):
    """Export a session as a page, open it and start the walk; return the browser."""

    def start(session: Session | str, **options: Any) -> Browser:
        browser = page(session, **options)
        browser.click("start")
        return browser

    return start


def node_module(name: str, file: str) -> Path:
    """Return a file of an npm package, which CI installs in NODE_PATH."""
    folders = [Path(f) for f in os.environ.get("NODE_PATH", "").split(os.pathsep) if f]
    found = [f / name / file for f in (*folders, ROOT / "node_modules")]
    path = next((path for path in found if path.is_file()), None)
    required(path is not None, f"{name} is not installed: npm install {name}, and set NODE_PATH")
    assert path is not None
    return path


def exported_text(session: Session, path: Path) -> str:
    write(session, path, Options(), force=True)
    return path.read_text()
