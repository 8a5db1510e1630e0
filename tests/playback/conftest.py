import pytest

from tests.playback.recording import private_server


@pytest.fixture
def sound_server(world, tmp_path):
    """A private sound server that the world's programs play to."""
    with private_server(world, tmp_path / "pulse") as server:
        yield server
