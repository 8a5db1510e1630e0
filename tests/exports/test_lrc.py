from datetime import timedelta

from retrowalk import api
from retrowalk.audio.bank import Bank
from retrowalk.core.session import Session
from retrowalk.exports.lrc import text
from retrowalk.exports.soundtrack import Soundtrack
from retrowalk.exports.track import Track


def rows(session: Session, first: int = 0) -> list[str]:
    sound = Soundtrack(session, Bank(), lead_in=timedelta(seconds=5))
    track = Track(sound, first, len(session.segments), 0, 0, "Track")
    return text(track).splitlines()


def test_each_segment_has_a_line_at_its_start_and_the_end_its_words():
    found = rows(api.parse("20s f, 100m b"))
    assert found[:2] == ["[ti:session]", "[by:retrowalk]"]
    assert "[00:05.00]▲ Forward 0:20" in found
    assert "[00:25.00]▼ Backward 1:40:00" in found
    assert found[-1].startswith("[100:25.00]")


def test_times_count_from_the_start_of_the_track():
    assert "[00:00.00]▼ Backward 0:30" in rows(api.parse("20s f, 30s b"), first=1)


def test_brackets_in_a_label_are_not_read_as_a_time():
    assert "[00:05.00]▲ Forward 0:20, (01:00) go" in rows(api.parse('20s f {label="[01:00] go"}'))
