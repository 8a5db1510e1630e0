import pytest

from tests.screen.golden import FOLDER, SIZES, files

MADE = files()


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_screen_matches_its_golden_file(name):
    kept = (FOLDER / name).read_text(encoding="utf-8")
    assert MADE[name] == kept, "python -m tests.screen.golden writes it anew; look at the change"


def test_every_golden_file_belongs_to_a_screen():
    assert {path.name for path in FOLDER.glob("*.txt")} == set(MADE)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_each_size_shows_direction_time_and_what_is_next(width, height):
    shown = MADE[f"backward-{width}x{height}.txt"].split("-" * 10)[0]
    assert "▼" in shown
    assert "BACKWARD" in shown
    assert "0:50" in shown or "▄" in shown
    if height >= 5:
        assert "forward 5:00" in shown
    if height >= 6:
        assert "░" in shown
    announced = MADE[f"announcement-{width}x{height}.txt"]
    assert ("BACKWARD in 6" if width >= 20 else "0:06 ▼") in announced
