import pytest

from retrowalk.app.context import App
from retrowalk.app.resume import resume_walk
from retrowalk.errors import InvalidSession
from tests.history.walks import plan, recorded, walked


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("31m b", "a backward bout is longer than 15 minutes. To walk it anyway: --i-know"),
        ('5m b {speed="6 km/h"}', "a backward belt speed over 5.6 km/h"),
    ],
)
def test_the_limits_are_checked_again_when_a_walk_is_resumed(tmp_path, line, message):
    path = tmp_path / "history.db"
    recorder, _, _ = walked(path, plan(line), [(9, None)])
    recorder.close()
    with pytest.raises(InvalidSession, match=message):
        resume_walk(App.of_process(), recorded(path))
