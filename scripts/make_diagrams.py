"""Generate the diagrams of docs/design.md.

The layers come from the import contract in pyproject.toml, the states of a walk from the tables in
core/commands.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from retrowalk.core.commands import AUTOMATIC, TRANSITIONS, State

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "design.md"


def page() -> str:
    """Return the page with its diagrams redrawn."""
    text = PAGE.read_text(encoding="utf-8")
    for name, lines in {"layers": _layers(), "states": _states()}.items():
        diagram = "\n".join(lines)
        begin, end = f"<!-- {name}: scripts/make_diagrams.py -->", f"<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}\n```mermaid\n{diagram}\n```\n{end}{after}"
    return text


def _layers() -> Iterator[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    yield "flowchart TB"
    for number, layer in enumerate(layers):
        modules = layer.replace("|", "·").replace("__main__", "main")
        yield f'    layer{number}["{modules}"]'
    yield "    " + " --> ".join(f"layer{number}" for number in range(len(layers)))


def _states() -> Iterator[str]:
    yield "stateDiagram-v2"
    yield f"    [*] --> {State.READY}"
    for state in State:
        causes: dict[State, list[str]] = {}
        for verb, leads_to in TRANSITIONS[state].items():
            for to in leads_to:
                causes.setdefault(to, []).append(str(verb))
        for cause, to in AUTOMATIC[state].items():
            causes.setdefault(to, []).append(f"({cause})")
        for to, labels in causes.items():
            yield f"    {state} --> {to} : {', '.join(labels)}"
    yield f"    {State.OVER} --> [*]"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
