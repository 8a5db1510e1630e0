import json

import pytest

QUICK = ("--lead-in", "0", "--rehearse", "3600")


def test_check_reports_all_files_and_exits_with_4_if_one_is_invalid(run, home):
    (home / "good.yaml").write_text("steps: [forward: 5]")
    (home / "bad.yaml").write_text("steps: [forward: soon]")
    (home / "long.yaml").write_text("steps: [backward: 12]")
    (home / "refused.yaml").write_text("steps: [backward: 20]")
    assert run("check", "good.yaml").returncode == 0
    done = run("check", "good.yaml", "bad.yaml", "missing.yaml")
    assert done.returncode == 4
    assert "good.yaml: valid" in done.stdout
    assert "bad.yaml:1:18: 'soon' is not a duration" in done.stderr
    assert "cannot read missing.yaml" in done.stderr
    warned = run("check", "long.yaml")
    assert (warned.returncode, "longer than 10 minutes" in warned.stderr) == (0, True)
    assert run("check", "refused.yaml").returncode == 4
    assert run("check", "refused.yaml", "--i-know").returncode == 0


def test_check_as_json(run, home):
    (home / "bad.yaml").write_text("steps:\n - forward: 5\n   lable: x\n")
    (result,) = json.loads(run("check", "--json", "bad.yaml").stdout)["files"]
    assert not result["valid"]
    assert result["problems"] == [
        {
            "level": "error",
            "line": 3,
            "column": 4,
            "message": "unknown key 'lable'",
            "hint": "did you mean 'label'?",
        }
    ]


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("5f 12b", False),
        ("5f 16b", True),
        ("3s b", True),
        ("3s b, 1m f, 20s b", True),
        ("2x(9b 1f)", False),
        ("4x(9b 1f)", True),
        ('5b {speed="5 km/h"}', False),
        ('5b {speed="5.7 km/h"}', True),
        ('5f {speed="3 km/h"}, 1b', False),
        ("open b", False),
    ],
)
def test_exceeded_limits_are_warnings_or_errors(run, line, refused):
    done = run("check", line)
    assert "warning" in done.stderr or "refused" in done.stderr
    assert done.returncode == (4 if refused else 0)
    if refused:
        walked = run("run", line, *QUICK)
        assert walked.returncode == 4
        assert "--i-know" in walked.stderr
        known = run("run", line, *QUICK, "--i-know")
        assert (known.returncode, "warning: " in known.stderr) == (0, True)


def test_a_short_segment_of_a_longer_bout_is_not_a_short_bout(run):
    assert run("check", "20s b {label=on} 3s b {label=off}").stderr == ""
