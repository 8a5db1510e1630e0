import socket
import sys

import pytest

from retrowalk.playback.availability import has_audio_output

pytestmark = pytest.mark.skipif("sys.platform != 'linux'", reason="checked on Linux only")


def test_a_server_counts_only_while_it_listens(tmp_path, monkeypatch):
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    path = tmp_path / "native"
    monkeypatch.setenv("PULSE_SERVER", f"unix:{path}")
    assert not has_audio_output()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        assert not has_audio_output()
        server.listen()
        assert has_audio_output()


def test_a_server_on_the_network_is_assumed_to_exist(monkeypatch):
    monkeypatch.setenv("PULSE_SERVER", "tcp:nowhere.example:4713")
    assert has_audio_output()
