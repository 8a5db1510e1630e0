"""The format of session files as a pydantic model, from which the JSON Schema is made.

Session files are not checked with it: `reader` and `builder` do that.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from ..core.limits import CADENCES, LANGUAGE, LONGEST_LINE
from .problems import LONGEST_TEXT

_REFERENCE = r"\$[a-z][a-z0-9]*(-[a-z0-9]+)*"
_NUMBER = r"[0-9]{1,7}(\.[0-9]{1,6}|,[0-9]{1,2})?"
_HOURS, _MINUTES, _SECONDS = (
    rf"({_NUMBER}\s*({words}))?"
    for words in (
        "[hH]|[hH][rR][sS]?|[hH][oO][uU][rR][sS]?",
        "[mM]|[mM][iI][nN][sS]?|[mM][iI][nN][uU][tT][eE][sS]?",
        "[sS]|[sS][eE][cC][sS]?|[sS][eE][cC][oO][nN][dD][sS]?",
    )
)
_LENGTH = (
    rf"\s*({_NUMBER}|(?=[0-9]){_HOURS}\s*{_MINUTES}\s*{_SECONDS}"
    r"|[0-9]{1,3}[hHmM][0-5][0-9]|([0-9]{1,2}:)?[0-9]{1,4}:[0-5][0-9])\s*"
)


def _schema(
    pattern: str, description: str, *, number: Literal["number", "integer"] | None = "number"
) -> WithJsonSchema:
    forms: list[dict[str, Any]] = [{"type": "string", "pattern": f"^({pattern})$"}]
    if number:
        forms.append({"type": number, "exclusiveMinimum": 0})
    return WithJsonSchema({"anyOf": forms, "description": description})


_HELP = "minutes (5), 90s, 1m30s, 1:30, 2h, or $option"
Length = Annotated[Any, _schema(f"{_LENGTH}|{_REFERENCE}", _HELP)]
OpenLength = Annotated[
    Any, _schema(f"open|{_LENGTH}|{_REFERENCE}", f"{_HELP}; open waits for a key")
]
Growth = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "pattern": f"^[-+]?({_LENGTH})$"}, {"type": "number"}],
            "description": "added each round: +15s, -1m",
        }
    ),
]
Count = Annotated[
    Any, _schema(f"[0-9]{{1,6}}|{_REFERENCE}", "a whole number, or $option", number="integer")
]
Speed = Annotated[
    Any,
    _schema(
        rf"\s*[0-9]{{1,3}}(\.[0-9]{{1,4}})?\s*(km/h|kmh|kph|mph)?\s*|{_REFERENCE}",
        "2 km/h, 1.2 mph, or $option",
    ),
]
Cadence = Annotated[
    Any,
    _schema(
        f"[0-9]{{2,6}}|{_REFERENCE}", "steps a minute, {} to {}".format(*CADENCES), number="integer"
    ),
]
Interval = Annotated[Any, _schema(f"off|{_LENGTH}", "10s or more: 1m, 30s; or off")]
Round = Annotated[Any, _schema("[0-9]{1,5} of [0-9]{1,5}", "2 of 5", number=None)]
Language = Annotated[str, Field(pattern=f"^{LANGUAGE}$")]
Prose = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
Line = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE)]


def _optional(description: str) -> Any:
    """Return a field that may be left out, but not be null."""
    return Field(default=None, description=description)


class Strict(BaseModel):
    """A mapping that allows no other keys."""

    model_config = ConfigDict(extra="forbid", strict=True)


class WalkStep(Strict):
    """The keys that every step of any direction can have."""

    label: Line = _optional("shown large beside the time")
    note: Line = _optional("shown small below the label")
    say: Line = _optional("spoken at the start instead of the usual cue")
    speed: Speed = _optional("the belt's speed")
    cadence: Cadence = _optional("the metronome's steps a minute")
    lang: Language = _optional("the language of this step's texts")
    round: Round = _optional("which round the step is in, outside a repeat")


class OpenStep(WalkStep):
    """A step that may be open-ended with a limit."""

    at_most: Length = _optional("ends an open step after this time")


class ForwardStep(OpenStep):
    """Walk forward."""

    forward: OpenLength


class BackwardStep(OpenStep):
    """Walk backward."""

    backward: OpenLength


class StandStep(WalkStep):
    """Stand, or turn on a stopped treadmill."""

    stand: OpenLength


class Ramp(Strict):
    """How durations change from round to round."""

    forward: Growth = _optional("added to each forward step")
    backward: Growth = _optional("added to each backward step")
    stand: Growth = _optional("added to each stand step")


class RepeatStep(Strict):
    """Do some steps several times."""

    repeat: Count
    steps: Annotated[list[Step], Field(min_length=1)]
    between: Annotated[list[Step], Field(min_length=1)] = _optional(
        "steps after every round but the last"
    )
    ramp: Ramp = _optional("by how much durations change each round")


Step = ForwardStep | BackwardStep | StandStep | RepeatStep
OptionValue = Annotated[str | int | float, WithJsonSchema({"type": ["string", "number"]})]


class OptionModel(Strict):
    """A parameter, which becomes a flag on the command line."""

    kind: Literal["duration", "count", "speed"]
    default: OptionValue
    min: OptionValue = _optional("the minimum")
    max: OptionValue = _optional("the maximum")
    help: Line = _optional("one line for --help")


class Cues(Strict):
    """The optional cues."""

    midpoint: bool = Field(
        default=True, description="say the time left halfway through segments of up to two minutes"
    )
    every: Interval = _optional("how often the time left in a segment is announced")


class SessionFile(Strict):
    """A retrowalk preset or session file."""

    model_config = ConfigDict(title="retrowalk session file")

    name: Line = _optional("short name; the file's name if left out")
    title: Line = _optional("shown on top of the screen")
    summary: Line = _optional("one line for lists")
    why: Prose = _optional("what the session is based on")
    source: Prose | list[Prose] = _optional("references, such as DOIs")
    lang: Language = _optional("the language of the texts; the locale's if left out")
    options: dict[str, OptionModel] = Field(default={}, description="each becomes a flag")
    cues: Cues = _optional("optional cues")
    steps: Annotated[list[Step], Field(min_length=1)]


RepeatStep.model_rebuild()
