"""The format of session files as a pydantic model: the JSON Schema, and the judge of bad files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from ..core.limits import CADENCES
from ..errors import UsageError
from ..sanitize import first_control
from . import preset, values

_REFERENCE = r"\$[a-z][a-z0-9]*(-[a-z0-9]+)*"
_NUMBER = r"[0-9]{1,7}(\.[0-9]{1,6})?"
_UNITS = rf"(?=.)({_NUMBER}h)?({_NUMBER}m)?({_NUMBER}s)?"
_LENGTH = rf"{_NUMBER}|{_UNITS}|([0-9]{{1,2}}:)?[0-9]{{1,4}}:[0-5][0-9]"


def _judge(
    parse: Callable[[object], object], kind: str | None, *, word: str = ""
) -> BeforeValidator:
    """A validator that takes what the parser takes, `word`, or an option of the right kind."""

    def check(raw: object, info: ValidationInfo) -> object:
        if word and raw == word:
            return raw
        try:
            if kind and isinstance(raw, str) and raw.startswith("$"):
                _refer(raw[1:], kind, info)
            else:
                parse(raw)
        except UsageError as error:
            raise ValueError(str(error)) from None
        return raw

    return BeforeValidator(check)


def _refer(name: str, kind: str, info: ValidationInfo) -> None:
    """Check that an option of that name and kind is declared."""
    kinds: dict[str, str] | None = (info.context or {}).get("options")
    if kinds is None:
        return
    if name not in kinds:
        raise UsageError(f"there is no option {name!r}")
    if kinds[name] != kind:
        raise UsageError(f"option {name!r} is a {kinds[name]}, a {kind} is needed here")


def _schema(
    pattern: str, *, number: bool = True, description: str, whole: bool = False
) -> WithJsonSchema:
    forms: list[dict[str, Any]] = [{"type": "string", "pattern": f"^({pattern})$"}]
    if number:
        forms.append({"type": "integer" if whole else "number", "exclusiveMinimum": 0})
    return WithJsonSchema({"anyOf": forms, "description": description})


_LENGTH_HELP = "minutes (5), 90s, 1m30s, 1:30, 2h, or $option"
Length = Annotated[
    Any,
    _judge(values.duration, "duration"),
    _schema(f"{_LENGTH}|{_REFERENCE}", description=_LENGTH_HELP),
]
OpenLength = Annotated[
    Any,
    _judge(values.duration, "duration", word=values.OPEN),
    _schema(f"open|{_LENGTH}|{_REFERENCE}", description=f"{_LENGTH_HELP}; open waits for a key"),
]
Growth = Annotated[
    Any,
    _judge(values.growth, None),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "pattern": f"^[-+]?({_LENGTH})$"}, {"type": "number"}],
            "description": "added each round: +15s, -1m",
        }
    ),
]
Count = Annotated[
    Any,
    _judge(values.count, "count"),
    _schema(f"[0-9]{{1,6}}|{_REFERENCE}", whole=True, description="a whole number, or $option"),
]
Speed = Annotated[
    Any,
    _judge(values.speed, "speed"),
    _schema(
        rf"[0-9]{{1,3}}(\.[0-9]{{1,4}})?\s*(km/h|kmh|kph|mph)?|{_REFERENCE}",
        description="2 km/h, 1.2 mph, or $option",
    ),
]
Cadence = Annotated[
    Any,
    _judge(values.cadence, "count"),
    _schema(
        f"[0-9]{{2,3}}|{_REFERENCE}",
        whole=True,
        description="steps a minute, {} to {}".format(*CADENCES),
    ),
]

Interval = Annotated[
    Any,
    _judge(values.interval, None),
    _schema(_LENGTH, description="10s or more: 1m, 30s"),
]

Round = Annotated[
    Any,
    _judge(values.turn_of, None),
    _schema("[0-9]{1,5} of [0-9]{1,5}", number=False, description="2 of 5"),
]


def _says_something(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty: leave it out or write something")
    return text


def _one_line(text: str) -> str:
    if first_control(text):
        raise ValueError("has to be one line of plain text")
    return text


Prose = Annotated[str, Field(max_length=preset.LONGEST_TEXT), AfterValidator(_says_something)]
Line = Annotated[
    str,
    Field(max_length=preset.LONGEST_LINE),
    AfterValidator(_says_something),
    AfterValidator(_one_line),
]


def _optional(description: str) -> Any:
    """A key that may be left out, but not be empty."""
    return Field(default=None, description=description)


class Strict(BaseModel):
    """No key is silently ignored, and no value is quietly made into another."""

    model_config = ConfigDict(extra="forbid", strict=True)


class WalkStep(Strict):
    """What every step in a direction can carry."""

    label: Line = _optional("shown large beside the time")
    note: Line = _optional("shown small below the label")
    say: Line = _optional("said at the start instead of the usual sentence")
    speed: Speed = _optional("the belt's speed")
    cadence: Cadence = _optional("the metronome's steps a minute")
    round: Round = _optional("which round it is, where no repeat tells")


class OpenStep(WalkStep):
    """A step that may be open-ended with a limit."""

    at_most: Length = _optional("ends an open step by itself")

    @model_validator(mode="after")
    def _at_most_is_for_open(self) -> OpenStep:
        length = getattr(self, "forward", None) or getattr(self, "backward", None)
        if self.at_most is not None and length != values.OPEN:
            raise ValueError("'at_most' belongs to an open forward or backward step")
        return self


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
    ramp: Ramp = _optional("by how much durations change each round")


STEP_TAGS: dict[str, type[Strict]] = {
    "forward-step": ForwardStep,
    "backward-step": BackwardStep,
    "stand-step": StandStep,
    "repeat-step": RepeatStep,
}


def _tag(raw: object) -> str | None:
    """Which step it is, by the one key that names a direction or a repeat."""
    heads = [tag for tag in STEP_TAGS if isinstance(raw, dict) and tag[:-5] in raw]
    return heads[0] if len(heads) == 1 else None


Step = Annotated[
    Annotated[ForwardStep, Tag("forward-step")]
    | Annotated[BackwardStep, Tag("backward-step")]
    | Annotated[StandStep, Tag("stand-step")]
    | Annotated[RepeatStep, Tag("repeat-step")],
    Discriminator(
        _tag,
        custom_error_type="step",
        custom_error_message="a step needs exactly one of forward, backward, stand, repeat",
    ),
]

OptionValue = Annotated[str | int | float, WithJsonSchema({"type": ["string", "number"]})]


class OptionModel(Strict):
    """A parameter, which becomes a flag on the command line."""

    kind: Literal["duration", "count", "speed"]
    default: OptionValue
    min: OptionValue = _optional("the smallest value that is taken")
    max: OptionValue = _optional("the largest value that is taken")
    help: Line = _optional("one line for --help")

    @model_validator(mode="after")
    def _values_fit(self) -> OptionModel:
        parse = values.KINDS[self.kind]
        try:
            low, high = (None if v is None else parse(v) for v in (self.min, self.max))
            preset.Option("", self.kind, 0, low, high).parse(self.default)
        except UsageError as error:
            raise ValueError(str(error)) from None
        return self


class Cues(Strict):
    """Which of the optional cues are given."""

    midpoint: bool = Field(default=True, description="a cue halfway through long segments")
    every: Interval = _optional("how often the time left in a segment is told")


class SessionFile(Strict):
    """A retrowalk preset or session file."""

    model_config = ConfigDict(title="retrowalk session file")

    name: Line = _optional("short name; the file's own name where it is left out")
    title: Line = _optional("shown on top of the screen")
    summary: Line = _optional("one line for lists")
    why: Prose = _optional("what the session is based on")
    source: Prose | list[Prose] = _optional("where that stands")
    options: dict[str, OptionModel] = Field(default={}, description="each becomes a flag")
    cues: Cues = _optional("optional cues")
    steps: Annotated[list[Step], Field(min_length=1)]


RepeatStep.model_rebuild()
