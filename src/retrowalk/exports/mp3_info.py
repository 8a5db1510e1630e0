"""The first frame of an MP3 file, which tells players how much silence the encoder has added."""

from __future__ import annotations

import struct

ENCODER_DELAY = 576
"""Samples that LAME puts before the sound (LAME's technical FAQ)."""
DECODER_DELAY = 529
"""Delay of every decoder in samples; players that know the first frame add it themselves."""
FRAME_SAMPLES = 576
"""Samples of a frame at 24 kHz."""
_KBPS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Bit rates by their index in a frame's header, for sample rates up to 24 kHz."""
_SIDE = 9
"""Bytes between the header of a mono frame and its content."""
_FRAMES_AND_BYTES = 3
_LARGEST_PADDING = 4095


def info_frame(header: bytes, size: int, samples: int) -> bytes:
    """Return a silent frame for the start of a file of a constant bit rate at 24 kHz.

    `header` is that of the file's first frame, `size` the bytes of all frames, and `samples` the
    number of samples that were encoded.
    """
    length = 3 * _KBPS[header[2] >> 4]
    frames = size // length
    padding = min(max(0, frames * FRAME_SAMPLES - ENCODER_DELAY - samples), _LARGEST_PADDING)
    info = struct.pack(">4sIII", b"Info", _FRAMES_AND_BYTES, frames, size + length)
    # version, method (constant bit rate), no low-pass filter, no gains, no flags, bit rate
    lame = struct.pack(">9sBB8xBB", b"LAME3.100", 1, 0, 0, _KBPS[header[2] >> 4])
    lame += (ENCODER_DELAY << 12 | padding).to_bytes(3, "big")
    lame += struct.pack(">4xIH", size + length, 0)
    frame = header[:4] + bytes(_SIDE) + info + lame
    return (frame + struct.pack(">H", _crc(frame))).ljust(length, b"\0")


def _crc(data: bytes) -> int:
    """Return the CRC-16 (polynomial 0x8005, reflected) of the frame up to the checksum itself."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc
