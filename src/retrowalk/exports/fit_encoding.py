"""The encoding of Garmin FIT files: messages of fields, and a checksum.

Written by hand: the files are a few fixed messages, and the available library either rejects
valid repeats or, in its lax mode, checks nothing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

ENUM, UINT8, UINT16, UINT32, UINT32Z, STRING, BYTE = 0x00, 0x02, 0x84, 0x86, 0x8C, 0x07, 0x0D
"""Base types of the FIT protocol."""
PROTOCOL_1, PROTOCOL_2 = 0x10, 0x20
"""Versions of the protocol; developer fields need the second."""
SIZES = {ENUM: 1, UINT8: 1, UINT16: 2, UINT32: 4, UINT32Z: 4}
HAS_DEFINITION, HAS_DEVELOPER_FIELDS = 0x40, 0x20
"""Bits of a message's header."""


class Field(NamedTuple):
    """A field of a message: number and base type in the FIT profile; `size` is for texts."""

    number: int
    base_type: int
    value: int | str | bytes
    size: int = 0


def message(kind: int, fields: Iterable[Field], developer: Sequence[Field] = ()) -> bytes:
    """Return a definition message followed by its data message.

    `developer` fields are those of the file's own developer, with index 0.
    """
    packed = [(field, _packed(field)) for field in fields]
    described = b"".join(bytes((f.number, len(data), f.base_type)) for f, data in packed)
    definition = struct.pack("<BBHB", 0, 0, kind, len(packed)) + described
    own = [(field, _packed(field)) for field in developer]
    if own:
        definition += bytes((len(own),))
        definition += b"".join(bytes((f.number, len(data), 0)) for f, data in own)
    header = HAS_DEFINITION | (HAS_DEVELOPER_FIELDS if own else 0)
    return bytes((header,)) + definition + b"\0" + b"".join(data for _, data in packed + own)


def fit_file(data: bytes, protocol: int = PROTOCOL_1) -> bytes:
    """Return a complete file: header, messages and checksum."""
    header = struct.pack("<BBHI4s", 14, protocol, 2132, len(data), b".FIT")
    file = header + struct.pack("<H", checksum(header)) + data
    return file + struct.pack("<H", checksum(file))


def _packed(field: Field) -> bytes:
    if isinstance(field.value, bytes):
        return field.value
    if isinstance(field.value, str):
        return cut(field.value, field.size).ljust(field.size + 1, b"\0")
    return field.value.to_bytes(SIZES[field.base_type], "little")


def cut(text: str, most: int) -> bytes:
    """Return the text in UTF-8, at most `most` bytes, cut between two characters."""
    return text.encode()[:most].decode(errors="ignore").rstrip().encode()


_NIBBLES = (
    *(0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401),
    *(0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400),
)


def checksum(data: Sequence[int]) -> int:
    """Return the 16-bit CRC that the format uses."""
    crc = 0
    for byte in data:
        for nibble in (byte & 15, byte >> 4):
            crc = (crc >> 4) ^ _NIBBLES[(crc ^ nibble) & 15]
    return crc
