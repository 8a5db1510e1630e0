"""The safety page: what to know before walking backward."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A heading and its points."""

    heading: str
    points: tuple[str, ...]


SAFETY_LINE = "Path clear, shoes on, support in reach. Stop if dizzy or in pain."
"""The short line before every session."""
TITLE = "Before you walk backward"
PAGE = (
    Part("The risk", ("you cannot see where you are going, so a trip or a fall is more likely.",)),
    Part(
        "Ask a doctor or physiotherapist first",
        (
            "if you fell in the past year; have dizziness, fainting or trouble with your balance;"
            " have a heart condition, chest pain or uncontrolled blood pressure; had a stroke or"
            " have another nerve condition; have numb feet or poor sight; had a recent operation"
            " on, or injury of, a leg, hip or your back; have brittle bones; are pregnant; are 70"
            " or older and new to exercise; or were told to exercise only under supervision.",
        ),
    ),
    Part(
        "Before",
        (
            "choose a path that is flat, dry, well lit and empty: no stairs, kerbs, traffic, pets,"
            " rugs or cables. Wear flat, closed shoes. At first, have someone with you, or a wall"
            " or rail in reach. Do not wear headphones that block sound.",
        ),
    ),
    Part(
        "While walking",
        ("take small, slow steps. Stand tall. Look behind often. Stop before you turn.",),
    ),
    Part(
        "On a treadmill",
        (
            "clip on the safety key. Start from the side rails, at the lowest speed, without"
            " incline. Hold the rails lightly. Stop the belt before you turn. This program does not"
            " control or stop the treadmill.",
        ),
    ),
    Part(
        "Stop at once",
        (
            "if you have chest pain, faintness, dizziness, unusual breathlessness or sharp pain, or"
            " feel unsteady. If it does not pass quickly, call the emergency number.",
        ),
    ),
    Part(
        "Please note",
        (
            "this is a timer for general fitness, not medical advice; your health professional's"
            " advice comes first. Energy figures are rough estimates.",
        ),
    ),
)


def page_text(width: int = 80) -> str:
    """Return the page in lines of at most `width` characters."""
    return "\n".join([TITLE, *(line for part in PAGE for line in wrapped(part, width))])


def wrapped(part: Part, width: int) -> list[str]:
    """Return a part in lines of at most `width` characters."""
    import textwrap

    return [
        line
        for point in part.points
        for line in textwrap.wrap(f"{part.heading}: {point}", width, subsequent_indent="  ")
    ]
