import pytest

from tests.screen.golden import FOLDER, SIZES, files

NAMES = sorted(path.name for path in FOLDER.glob("*.txt"))


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return files()


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_matches_its_golden_file(made, name):
    expected = (FOLDER / name).read_text(encoding="utf-8")
    assert made.get(name) == expected, (
        "python -m tests.screen.golden writes it anew; look at the change"
    )


def test_every_screen_has_a_golden_file(made):
    assert sorted(made) == NAMES


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_each_size_shows_direction_time_and_what_is_next(made, width, height):
    shown = made[f"backward-{width}x{height}.txt"].split("-" * 10)[0]
    assert "▼" in shown
    assert "BACKWARD" in shown
    assert "0:50" in shown or "▄" in shown
    if height >= 5:
        assert "forward 5:00" in shown
    if height >= 6:
        assert "░" in shown
    announced = made[f"announcement-{width}x{height}.txt"]
    assert ("BACKWARD in 6" if width >= 20 else "0:06 ▼") in announced
