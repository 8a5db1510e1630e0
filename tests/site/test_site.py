"""The built documentation site in a real browser. `make docs` builds it and runs these tests."""

import json
import os
import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.exports.browser import Browser, chromium, installed
from tests.exports.conftest import node_module

SITE = Path(os.environ.get("RETROWALK_SITE", "/nowhere"))
PAGES = sorted(path.parent.relative_to(SITE).as_posix() for path in SITE.rglob("index.html"))
pytestmark = pytest.mark.skipif(not PAGES, reason="RETROWALK_SITE names no built site: make docs")


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without logging."""

    def log_message(self, *arguments: object) -> None:
        """Write nothing."""


@pytest.fixture(scope="module")
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=SITE))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    assert installed(), "chromium and chromedriver are not installed"
    with chromium() as started:
        yield started


def violations(browser: Browser, axe: str) -> list[str]:
    browser.js(axe)
    run = """
        const done = arguments[arguments.length - 1];
        axe.run().then(r => done(JSON.stringify(
            r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html)))));
    """
    return json.loads(browser.driver.execute_async_script(run))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_any_page(browser, address, dark):
    axe = node_module("axe-core", "axe.min.js").read_text()
    found = {}
    for page in PAGES:
        browser.size(1280, 900, dark=dark)
        browser.driver.get(f"{address}/{page}/")
        if listed := violations(browser, axe):
            found[page] = listed
    assert found == {}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_to_a_file_of_the_site(page):
    text = (SITE / page / "index.html").read_text(encoding="utf-8")
    for target in re.findall(r'(?:href|src)="([^"#?]+)', text):
        if not re.match(r"\w+:|//", target):
            path = SITE / target[1:] if target.startswith("/") else SITE / page / target
            assert path.exists(), target


def test_nothing_is_loaded_from_elsewhere_but_the_drawing_of_diagrams(browser, address):
    for page in PAGES:
        browser.driver.get_log("performance")
        browser.driver.get(f"{address}/{page}/")
        asked = [url for url in browser.requests() if url.startswith("http")]
        asked = [url for url in asked if not url.startswith(address)]
        assert all("mermaid" in url for url in asked), page
