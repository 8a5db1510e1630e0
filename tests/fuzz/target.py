"""One input for the loader and the line parser: it ends in a session, or is refused."""

from retrowalk.errors import InvalidSession
from retrowalk.presets import builder, library, reader
from retrowalk.presets import diagnostics as source
from retrowalk.presets import yaml_loader as loader


def read_anything(data: bytes, *, pure: bool = False) -> bool:
    """Whether the bytes are a session; anything but a refusal is let through as a failure."""
    try:
        preset = reader.read(loader.load(source.decode("fuzz", data), pure=pure), "fuzz")
        builder.build(preset, {})
    except InvalidSession as error:
        assert str(error)
        return False
    return True


def read_any_line(data: bytes) -> bool:
    try:
        library.open_line(data.decode("utf-8", "replace"))
    except InvalidSession as error:
        assert "line:1:" in str(error)
        return False
    return True
