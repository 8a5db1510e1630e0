import json
import re

NOW = ("--lead-in", "0", "--sound", "off")


def test_an_interrupted_walk_is_resumed_where_it_stopped(terminal, run, home):
    preset = home / "config" / "retrowalk" / "presets" / "mine.yaml"
    preset.write_text("title: Mine\nsteps: [forward: 1s, backward: 30s, forward: 1s]\n")
    program = terminal("mine", *NOW)
    program.wait("▼ BACKWARD")
    program.send("+")
    program.wait("0:59")
    program.send("\x03")
    assert program.end() == 130
    preset.write_text("title: Other\nsteps: [forward: 1m]\n")
    menu = terminal()
    menu.wait(lambda shown: "> 1 resume" in shown and "Mine, from 0:0" in shown)
    menu.send("\r")
    shown = menu.wait(lambda text: "▼ BACKWARD" in text and "segment 2 of 3" in text)
    assert re.search(r"Mine +0:\d\d / 1:02", shown)
    menu.send("n")
    menu.wait("press a key")
    menu.send("\r")
    assert menu.end() == 0
    assert "1 skipped" in menu.text()
    walk = json.loads(run("history", "show", "1", "--json").stdout)
    assert walk["outcome"] == "completed"
    assert [event["kind"] for event in walk["events"]] == ["extend", "break", "skip"]
    assert "nothing to resume" in run("resume").stderr


def test_without_walks_there_is_nothing_to_resume(run):
    assert "nothing to resume: no walk has ended yet" in run("resume").stderr


def test_what_cannot_be_resumed_is_refused(some):
    assert "nothing to resume: your last walk was finished" in some("resume").stderr
    assert "walk 1 was finished" in some("resume", "1").stderr
    assert some("resume", "7").returncode == 2


def test_a_resumed_walk_announces_the_time_left(terminal, run, home, world):
    program = terminal("run", "30s f, 30s b", *NOW)
    program.wait("FORWARD")
    program.wait(lambda shown: "0:29" in shown)
    program.send("\x03")
    assert program.end() == 130
    world["RETROWALK_ASK_AFTER"] = "false"
    events = home / "events"
    again = terminal("resume", *NOW, "--events", str(events))
    again.wait("FORWARD")
    again.send("\x03")
    again.end()
    written = [json.loads(line) for line in events.read_text().splitlines()]
    (start,) = [e for e in written if e["event"] == "cue" and e["cue"] == "start"]
    assert re.fullmatch(
        r"Walk forward\. Twenty-(nine|eight|seven|six|five|four) seconds to go\. (Easy|Gentle) pace\.",
        start["text"],
    )
