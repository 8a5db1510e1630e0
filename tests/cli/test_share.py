from __future__ import annotations

import signal
import subprocess
import urllib.request

import pytest

from tests.conftest import RETROWALK


def test_a_page_is_shared_until_ctrl_c(world, home):
    command = [*RETROWALK, "share", "intervals", "--address", "127.0.0.1"]
    with subprocess.Popen(
        command, env=world, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        address = next(line for line in server.stdout if line.startswith("http")).strip()
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert b"Intervals" in answer.read()
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0


@pytest.mark.slow
def test_a_browser_opens_the_shared_page(world, home, browser):
    command = [*RETROWALK, "share", "3x(1m f 30s b)", "--address", "127.0.0.1"]
    with subprocess.Popen(
        command, env=world, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        address = next(line for line in server.stdout if line.startswith("http")).strip()
        browser.open(address, fake=False)
        browser.click("start")
        assert browser.view == "walk"
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0


def test_the_one_line_notation_is_shared_as_a_code(run):
    done = run("share", "3x(5f 1b)", "--qr-only")
    assert done.returncode == 0
    assert done.stdout.endswith("3x(5m forward, 1m backward)\n")
