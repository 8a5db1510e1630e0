"""Feed one input to the readers of session files and of lines."""

from retrowalk.errors import InvalidSession
from retrowalk.presets import builder, library, reader
from retrowalk.presets import yaml_loader as loader
from retrowalk.presets.text_file import decode


def read_anything(data: bytes, *, pure: bool = False) -> bool:
    """Return whether the bytes are a session; only `RetrowalkError` is caught."""
    try:
        preset = reader.read(loader.load(decode("fuzz", data), pure=pure), "fuzz")
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
