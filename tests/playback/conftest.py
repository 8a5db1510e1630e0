import pytest

from tests.playback.recording import private_server


@pytest.fixture
def sound_server(world, tmp_path):
    """Start a private sound server that programs of `world` play to."""
    with private_server(world, tmp_path / "pulse") as server:
        yield server
