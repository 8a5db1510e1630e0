from retrowalk.reports.doctor import Check, print_checks
from tests.app.worlds import Terminal


def sound_checks(*working: str) -> list[Check]:
    names = ("stream", "player", "bell")
    return [Check("sound", name, name in working, "found", "fix it") for name in names]


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
