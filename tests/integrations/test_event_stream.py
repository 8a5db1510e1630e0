import json
import os
import sys
from datetime import timedelta

import pytest

from retrowalk.core.session import Direction, Segment, Session
from retrowalk.core.walk import Walk
from retrowalk.errors import FileError
from retrowalk.integrations import event_stream
from retrowalk.integrations.event_stream import EventStream
from retrowalk.loop import Moment

S = timedelta(seconds=1)
PLAN = Session("p", "P", tuple(Segment(d, 60 * S) for d in Direction))


def events_of(text: str) -> list[str]:
    return [json.loads(line)["event"] for line in text.splitlines()]


def moments(*awake: int) -> list[Moment]:
    walk = Walk(PLAN)
    made = [Moment(tuple(walk.begin()), walk.view())]
    for second in awake:
        made.append(Moment(tuple(walk.advance(second * S)), walk.view()))
    return made


def test_events_are_appended_one_a_line_and_a_gap_drops_the_cues_it_skipped(tmp_path):
    path = tmp_path / "events"
    path.write_text("before\n")
    stream = EventStream(str(path), PLAN)
    for moment in moments(150):
        stream.show(moment)
    stream.close()
    first, *lines = path.read_text().splitlines()
    assert first == "before"
    found = [json.loads(line) for line in lines]
    assert [event["event"] for event in found[:4]] == [
        "session-start",
        "segment-start",
        "cue",
        "gap",
    ]
    later_cues = [event for event in found[4:] if event["event"] == "cue"]
    assert [(event["cue"], event["index"]) for event in later_cues] == [("start", 3)]


def test_a_file_that_cannot_be_written_is_an_error_that_names_it(tmp_path):
    with pytest.raises(FileError, match="missing"):
        EventStream(str(tmp_path / "missing" / "events"), PLAN)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
class TestPipes:
    def test_without_a_reader_a_pipe_is_an_error(self, tmp_path, monkeypatch):
        if sys.platform == "win32":
            pytest.skip("POSIX only")
        monkeypatch.setattr(event_stream, "OPEN_TIMEOUT", 0.0)
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(FileError):
            EventStream(str(tmp_path / "pipe"), PLAN)

    def test_a_reader_that_stalls_does_not_stop_the_walk_and_is_reported(
        self, tmp_path, monkeypatch
    ):
        if sys.platform == "win32":
            pytest.skip("POSIX only")
        monkeypatch.setattr(event_stream, "CLOSE_TIMEOUT", 0.0)
        os.mkfifo(tmp_path / "pipe")
        reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
        stream = EventStream(str(tmp_path / "pipe"), PLAN)
        start, *_ = moments()
        for _ in range(500):  # more than a pipe holds
            stream.show(start)
        assert events_of(os.read(reader, 4096).decode().rpartition("\n")[0])[0] == "session-start"
        assert stream.close() == ["some events could not be written: their reader is too slow"]
        os.close(reader)

    def test_a_reader_that_closes_is_not_an_error(self, tmp_path):
        if sys.platform == "win32":
            pytest.skip("POSIX only")
        os.mkfifo(tmp_path / "pipe")
        reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
        stream = EventStream(str(tmp_path / "pipe"), PLAN)
        os.close(reader)
        stream.show(next(iter(moments())))
        assert stream.close() == []
