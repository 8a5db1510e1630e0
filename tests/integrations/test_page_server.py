"""The page server answers one address, and nothing else."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import sys
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from retrowalk.errors import FileError
from retrowalk.integrations.page_server import PageServer, local_address

PAGE = b"<!doctype html><title>walk</title>"


def status(url: str, method: str = "GET", path: str | None = None) -> int:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    connection.request(method, parts.path if path is None else path)
    return connection.getresponse().status


def test_the_page_is_served_at_its_address():
    with PageServer(PAGE, "127.0.0.1") as server, urlopen(server.url, timeout=10) as answer:
        assert answer.read() == PAGE
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Python" not in answer.headers["Server"]


@pytest.mark.parametrize("path", ["/", "/etc/passwd", "/../../etc/passwd", "//", "/%2e%2e/"])
def test_every_other_path_is_unknown(path):
    with PageServer(PAGE, "127.0.0.1") as server:
        assert status(server.url, path=path) == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
def test_every_other_method_is_refused(method):
    with PageServer(PAGE, "127.0.0.1") as server:
        assert status(server.url, method) >= 400


def test_each_start_has_its_own_address():
    with PageServer(PAGE, "127.0.0.1") as one, PageServer(PAGE, "127.0.0.1") as other:
        assert len(urlsplit(one.url).path) > 16
        assert urlsplit(one.url).path != urlsplit(other.url).path
        assert status(one.url, path=urlsplit(other.url).path) == 404


def test_only_a_valid_request_resets_the_idle_time(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("retrowalk.clock.now", lambda: now[0])
    with PageServer(PAGE, "127.0.0.1") as server:
        now[0] = 150.0
        status(server.url, path="/guess")
        assert server.idle == 50
        status(server.url)
        assert server.idle == 0


def test_after_it_is_closed_nothing_answers():
    with PageServer(PAGE, "127.0.0.1") as server:
        url = server.url
    with pytest.raises(OSError, match="refused"):
        status(url)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(FileError, match=r"cannot serve at 203\.0\.113\.7"):
        PageServer(PAGE, "203.0.113.7")


def test_without_a_network_there_is_no_address(monkeypatch):
    def no_route(*_: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr("socket.socket.connect", no_route, raising=False)
    monkeypatch.setattr("socket.socket", type("S", (), {"__init__": no_route}))
    assert local_address() is None


def test_a_second_host_reads_the_page():
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("ip"):
        pytest.skip("a network namespace needs root and iproute2")
    name = f"rw{os.getpid()}"
    setup = [
        f"ip netns add {name}",
        f"ip link add {name}a type veth peer name {name}b",
        f"ip link set {name}b netns {name}",
        f"ip addr add 198.51.100.1/30 dev {name}a",
        f"ip link set {name}a up",
        f"ip -n {name} addr add 198.51.100.2/30 dev {name}b",
        f"ip -n {name} link set {name}b up",
    ]
    try:
        for command in setup:
            done = subprocess.run(command.split(), capture_output=True, text=True)
            if done.returncode:
                pytest.skip(f"no network namespaces here: {done.stderr.strip()}")
        with PageServer(PAGE, "198.51.100.1") as server:
            fetch = (
                f"import urllib.request as u; print(u.urlopen({server.url!r}, timeout=10).read())"
            )
            done = subprocess.run(
                ["ip", "netns", "exec", name, sys.executable, "-c", fetch],
                capture_output=True,
                text=True,
                timeout=30,
            )
        assert "walk" in done.stdout, done.stderr
    finally:
        subprocess.run(["ip", "link", "del", f"{name}a"], capture_output=True)
        subprocess.run(["ip", "netns", "del", name], capture_output=True)
