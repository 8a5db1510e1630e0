"""What everybody should know before walking backward: the page before the first session."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A heading and its points."""

    heading: str
    points: tuple[str, ...]


TITLE = "Before you walk backward"
PAGE = (
    Part(
        "The risk",
        ("you cannot see where you go, so a trip or fall is more likely.",),
    ),
    Part(
        "Ask a doctor or physiotherapist first",
        (
            "after a fall within the last year; with dizziness, fainting or trouble keeping your"
            " balance; with a heart condition, chest pain or blood pressure that is not under"
            " control; after a stroke or with another condition of the nerves; with numb feet"
            " or poor sight; soon after an operation on, or an injury of, leg, hip or back; with"
            " brittle bones; when pregnant; over 69 and not used to exercise; or when you were"
            " told to exercise only under supervision.",
        ),
    ),
    Part(
        "Before",
        (
            "a path that is flat, dry, well lit and empty: no stairs, kerbs, traffic, pets, rugs"
            " or cables. Flat, closed shoes. At first somebody with you, or a wall or rail in"
            " reach. No headphones that shut sound out.",
        ),
    ),
    Part(
        "Walking",
        ("small, slow steps. Stand tall. Look behind often. Stop before you turn.",),
    ),
    Part(
        "On a treadmill",
        (
            "safety key clipped on. Start from the side rails, at the lowest speed, without"
            " incline. Hands light on the rails. Stop the belt before you turn: this program"
            " neither controls nor stops it.",
        ),
    ),
    Part(
        "Stop at once",
        (
            "with chest pain, faintness, dizziness, unusual breathlessness, sharp pain or"
            " unsteadiness. If it does not pass soon, call the emergency number.",
        ),
    ),
    Part(
        "Please note",
        (
            "this is a timer for general fitness, not medical advice; what a health professional"
            " tells you goes before what it says. Energy figures are rough estimates.",
        ),
    ),
)


def page_text(width: int = 80) -> str:
    """The page as lines of at most so many characters."""
    import textwrap

    lines = [TITLE]
    for part in PAGE:
        for point in part.points:
            lines += textwrap.wrap(f"{part.heading}: {point}", width, subsequent_indent="  ")
    return "\n".join(lines)
