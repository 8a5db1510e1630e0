"""Short ways to read sessions from text in tests."""

import pytest

from retrowalk.presets import builder, reader, yaml_loader
from retrowalk.presets.diagnostics import Invalid, Text


def read(text: str, *, pure: bool = False):
    return reader.read(yaml_loader.load(Text("t.yaml", text), pure=pure), "t")


def build(text: str, **chosen):
    return builder.build(read(text), chosen)


def problems(text: str, *, pure: bool = False) -> list[str]:
    """Return `line:column message (hint)` of each problem."""
    with pytest.raises(Invalid) as caught:
        read(text, pure=pure)
    return [shown(problem) for problem in caught.value.problems]


def shown(problem) -> str:
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{problem.position.line}:{problem.position.column} {problem.message}{hint}"
