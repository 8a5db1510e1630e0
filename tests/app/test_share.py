"""A shared session: the printed code can be scanned and gives the same session."""

from __future__ import annotations

import io
import threading
import urllib.request

import pytest

import retrowalk as rw
from retrowalk.app import share
from retrowalk.app.context import App
from retrowalk.errors import InvalidSession, UsageError

WALK = rw.parse("3x(5f 1b) 2f")


class Utf8(io.StringIO):
    encoding = "utf-8"


class World(App):
    """Return an App whose output can be read."""

    def __init__(self) -> None:
        self.out, self.err = Utf8(), io.StringIO()
        super().__init__(io.StringIO(), self.out, self.err)


def scan(text: str) -> str:
    """Read a QR code from printed half blocks, as a phone does from a screen."""
    numpy = pytest.importorskip("numpy", reason="numpy draws the picture to scan")
    zxing = pytest.importorskip("zxingcpp", reason="zxing-cpp reads the picture")
    halves = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}
    lines = [line for line in text.splitlines() if line and set(line) <= set(halves)]
    rows = [[halves[cell][half] for cell in line] for line in lines for half in (0, 1)]
    picture = numpy.kron(numpy.array(rows, dtype=numpy.uint8) * 255, numpy.ones((8, 8)))
    found = zxing.read_barcodes(picture.astype(numpy.uint8))
    return found[0].text if found else ""


def test_the_scanned_line_gives_the_same_session():
    world = World()
    share.share_line(world, WALK)
    scanned = scan(world.out.getvalue())
    assert rw.parse(scanned).segments == WALK.segments
    assert world.out.getvalue().rstrip().endswith(scanned)


def test_a_session_that_is_too_long_for_a_code_is_refused():
    label = "x" * 60
    long = rw.session("long", [rw.forward("1m", label=f"{n} {label}") for n in range(30)])
    with pytest.raises(UsageError, match="without --qr-only"):
        share.share_line(World(), long)


def test_the_page_is_served_at_the_address_in_the_code_until_idle(monkeypatch):
    monkeypatch.setattr(share, "POLL", 0.01)
    monkeypatch.setattr(share, "IDLE_LIMIT", float("inf"))
    world = World()
    serving = threading.Thread(target=share.share_page, args=(world, WALK, "127.0.0.1"))
    serving.start()
    try:
        while "Ctrl-C" not in world.out.getvalue():
            assert serving.is_alive()
        address = scan(world.out.getvalue())
        assert address in world.out.getvalue()
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert b"retrowalk" in answer.read().lower()
    finally:
        monkeypatch.setattr(share, "IDLE_LIMIT", 0.0)
        serving.join(10)
    assert "stopped serving" in world.err.getvalue()


def test_without_a_network_exporting_a_file_is_suggested(monkeypatch):
    monkeypatch.setattr("retrowalk.integrations.page_server.local_address", lambda: None)
    with pytest.raises(UsageError, match=r"retrowalk export session --to walk\.html"):
        share.share_page(World(), WALK)


def test_a_page_beyond_the_limits_needs_consent(monkeypatch):
    monkeypatch.setattr(share, "IDLE_LIMIT", 0.0)
    session = rw.parse("20b")
    with pytest.raises(InvalidSession, match="--i-know"):
        share.share_page(World(), session, "127.0.0.1")
    world = World()
    share.share_page(world, session, "127.0.0.1", i_know=True)
    assert "http://127.0.0.1" in world.out.getvalue()


def test_without_unicode_the_code_is_drawn_with_colours():
    assert "▀" not in share.qr_text(App(io.StringIO(), io.StringIO(), io.StringIO()), "x")
