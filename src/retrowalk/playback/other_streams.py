"""Lower and restore the volumes of other programs, through PulseAudio or pipewire-pulse.

Needs pulsectl, from the extra `media`. Volumes are saved in a file before they are lowered, so that
the next walk can restore them if this one is killed.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..errors import FileError
from ..files import make_private_folder, read_limited, write_file

CONNECT_TIMEOUT = 2.0
SAME = 0.02
"""Maximum difference of two volumes that count as equal; servers round them."""
LARGEST_FILE = 1 << 20


@dataclass(frozen=True)
class Lowered:
    """A stream whose volumes, one per channel, were changed from `before` to `after`.

    `restore_id` is the name by which the server remembers the volume of the program.
    """

    index: int
    process: str
    restore_id: str
    before: tuple[float, ...]
    after: tuple[float, ...]


class OtherStreams:
    """Lowers and restores the volumes of all streams except our own."""

    def __init__(self, pulse: Any, path: Path) -> None:
        self._pulse = pulse
        self._path = path
        self._lowered: dict[int, Lowered] = {each.index: each for each in _load(path)}

    def lower(self, percent: int) -> None:
        """Lower every stream that is not lowered yet to `percent` of its volume."""
        news = [
            _lowered(stream, percent, self._lowered)
            for stream in self._pulse.sink_input_list()
            if stream.index not in self._lowered and not _is_ours(stream)
        ]
        if not news:
            return
        self._lowered |= {each.index: each for each in news}
        self._save()
        for each in news:
            self._set_volume(each.index, each.after)

    def restore(self) -> None:
        """Restore every volume, unless it was changed in the meantime."""
        if not self._lowered:
            return
        streams = {stream.index: stream for stream in self._pulse.sink_input_list()}
        for each in self._lowered.values():
            stream = streams.get(each.index)
            if stream is not None and _process(stream) == each.process:
                if _is_same(stream.volume.values, each.after):
                    self._set_volume(each.index, each.before)
            else:
                self._restore_program(each)
        self._lowered.clear()
        self._path.unlink(missing_ok=True)

    def _restore_program(self, lowered: Lowered) -> None:
        """Restore the volume that the server remembers for a program whose stream has ended."""
        try:
            entries = self._pulse.stream_restore_list()
        except Exception:  # a server that remembers nothing
            return
        for entry in entries:
            if entry.name == lowered.restore_id and _is_same(entry.volume.values, lowered.after):
                entry.volume.values = list(lowered.before)
                self._pulse.stream_restore_write(entry, mode="replace", apply_immediately=True)

    def _set_volume(self, index: int, values: tuple[float, ...]) -> None:
        from pulsectl import PulseError, PulseVolumeInfo

        try:
            self._pulse.sink_input_volume_set(index, PulseVolumeInfo(list(values)))
        except PulseError:  # the stream has just ended
            pass

    def _save(self) -> None:
        make_private_folder(self._path.parent)
        content = json.dumps([asdict(each) for each in self._lowered.values()])
        write_file(self._path, content, force=True, mode=0o600)


def connect(name: str = "retrowalk") -> Any:
    """Return a connection to the sound server. Raises any exception if there is none."""
    import pulsectl

    pulse = pulsectl.Pulse(name, connect=False)
    pulse.connect(autospawn=False, wait=False, timeout=CONNECT_TIMEOUT)
    return pulse


def ducking_problem() -> str:
    """Return why other programs' sound cannot be lowered, or "" if it can."""
    try:
        with connect() as pulse:
            pulse.sink_input_list()
    except ImportError:
        return "pulsectl is not installed"
    except Exception as error:
        return f"no sound server: {error}"
    return ""


def _lowered(stream: Any, percent: int, known: dict[int, Lowered]) -> Lowered:
    """Return the volumes of a stream before and after lowering.

    A program that starts another stream while its first is lowered gets the lowered volume from
    the server; that stream is not lowered twice.
    """
    values, restore_id = tuple(stream.volume.values), _restore_id(stream)
    for each in known.values():
        if restore_id and each.restore_id == restore_id and _is_same(values, each.after):
            return Lowered(stream.index, _process(stream), restore_id, each.before, each.after)
    after = tuple(value * percent / 100 for value in values)
    return Lowered(stream.index, _process(stream), restore_id, values, after)


def _process(stream: Any) -> str:
    return str(stream.proplist.get("application.process.id", ""))


def _restore_id(stream: Any) -> str:
    return str(stream.proplist.get("module-stream-restore.id", ""))


def _is_ours(stream: Any) -> bool:
    """Return whether a stream belongs to this process or to a player that it started."""
    process, ours = _process(stream), str(os.getpid())
    if process == ours:
        return True
    try:
        status = Path(f"/proc/{int(process)}/stat").read_text()
    except (OSError, ValueError):
        return False
    return status.rpartition(")")[2].split()[1] == ours


def _is_same(values: Any, others: tuple[float, ...]) -> bool:
    pairs = zip(values, others, strict=False)
    return len(values) == len(others) and all(abs(a - b) <= SAME for a, b in pairs)


def _load(path: Path) -> list[Lowered]:
    """Return the streams that an earlier walk left lowered; [] if the file is unreadable."""
    try:
        rows = json.loads(read_limited(path, LARGEST_FILE))
        return [
            Lowered(
                int(row["index"]),
                str(row["process"]),
                str(row["restore_id"]),
                tuple(map(float, row["before"])),
                tuple(map(float, row["after"])),
            )
            for row in rows
        ]
    except (OSError, ValueError, TypeError, KeyError, RecursionError, FileError):
        return []
