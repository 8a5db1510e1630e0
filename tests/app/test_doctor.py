import pytest

from retrowalk.app.doctor import sound_output
from retrowalk.reports.doctor import Check, print_checks
from tests.app.worlds import Terminal, world


def sound_checks(*working: str) -> list[Check]:
    names = ("stream", "player", "bell")
    return [Check("sound", name, name in working, "found", "fix it") for name in names]


@pytest.mark.parametrize(
    ("setting", "working", "output"),
    [
        ("stream", ("stream", "player", "bell"), "stream"),
        ("stream", ("player", "bell"), "player"),
        ("player", ("stream", "bell"), "bell"),
        ("bell", ("stream",), "screen"),
        ("stream", (), "screen"),
        ("off", ("stream",), "off"),
    ],
)
def test_the_output_is_the_first_working_one_from_the_setting(tmp_path, setting, working, output):
    app = world(tmp_path)
    app.settings.override({"sound": setting}, "test")
    assert sound_output(app, sound_checks(*working)) == output


def test_the_report_has_advice_only_for_what_does_not_work():
    out = Terminal()
    checks = [
        *sound_checks("stream"),
        Check("keys", "keys", False, "none", "use a terminal", needed=False),
        Check("keys", "clock", True, "fine", "buy one", seconds=0.25),
    ]
    print_checks(out, checks, "stream")
    assert out.getvalue().splitlines() == [
        "Sound",
        "  ok  stream: found",
        "  !!  player: found",
        "        fix it",
        "  !!  bell: found",
        "        fix it",
        "  ->  a walk would use: stream",
        "Keys",
        "  --  keys: none",
        "        use a terminal",
        "  ok  clock: fine (250 ms)",
    ]
