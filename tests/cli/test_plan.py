import json


def test_plan_json_has_the_documented_format(run):
    done = run("plan", "intervals", "--forward", "90s", "--rounds", "2", "--json")
    plan = json.loads(done.stdout)
    assert list(plan) == [
        *("schema", "name", "title", "seconds", "forward_seconds", "backward_seconds", "segments"),
        "cues",
    ]
    assert (plan["schema"], plan["name"], plan["seconds"]) == (1, "intervals", 420)
    assert (plan["forward_seconds"], plan["backward_seconds"]) == (300, 120)
    assert plan["segments"][1] == {
        "index": 2,
        "direction": "backward",
        "seconds": 60,
        "start": 90,
        "label": None,
        "note": None,
        "speed_kmh": None,
        "cadence": None,
        "round": 1,
        "rounds": 2,
    }


def test_open_segments_have_null_lengths_in_json(run):
    plan = json.loads(run("plan", "one-block", "--json").stdout)
    assert plan["seconds"] == 0
    assert plan["segments"][0]["seconds"] is None
    assert plan["segments"][0]["start"] == 0
    assert all(segment["start"] is None for segment in plan["segments"][1:])


def test_plan_shows_a_table_under_the_strip(run):
    shown = run("plan", "treadmill", "--speed", "1 mph").stdout
    assert "▁" in shown.splitlines()[1]
    assert "▼ backward" in shown
    assert "1.609" in shown
    assert "12:30 in all, 5:00 forward, 3:00 backward, 4:30 stand" in shown
