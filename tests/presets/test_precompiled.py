from pathlib import Path

import pytest

from retrowalk.presets import precompiled, yaml_loader
from retrowalk.presets.diagnostics import Text
from retrowalk.presets.document import Items, Map
from retrowalk.presets.library import shipped_folder
from retrowalk.presets.text_file import read_text

SHIPPED = sorted(Path(shipped_folder()).glob("*.yaml"))


def positions(value: object) -> object:
    if isinstance(value, Map):
        inner = [positions(part) for part in value.values()]
        return value.key_positions, value.value_positions, inner
    if isinstance(value, Items):
        return value.value_positions, [positions(part) for part in value]
    return None


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_preset_is_as_yaml_reads_it(path: Path):
    text = read_text(path)
    parsed, document = yaml_loader.load(text), precompiled.load(text)
    assert document is not None, "run scripts/make_precompiled.py: a shipped preset has changed"
    assert document == parsed
    assert positions(document.data) == positions(parsed.data)


def test_any_other_text_is_left_to_yaml():
    content = read_text(SHIPPED[0]).content
    assert precompiled.load(Text("t.yaml", content + " ")) is None
    assert precompiled.load(Text("t.yaml", content.replace("5", "6"))) is None
    assert precompiled.load(Text("t.yaml", "")) is None
