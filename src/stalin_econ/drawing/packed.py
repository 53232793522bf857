"""A picture in fewer bytes: the same points, packed harder than the renderer packs them. Separate, as no drawing is needed for it."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LEVEL = 6  # beyond it a picture of ours takes seven times as long for one part in a hundred


def chunks(picture: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a PNG file, each as its name and what it holds."""
    found, at = [], len(SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        found.append((picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk as it stands in a file, with its length and its check."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def packed(picture: bytes) -> bytes:
    """A PNG file of the same points in fewer bytes."""
    parts = chunks(picture)
    body = zlib.compress(zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT")), LEVEL)
    before = [chunk(name, held) for name, held in parts if name not in (b"IDAT", b"IEND")]
    return b"".join([SIGNATURE, *before, chunk(b"IDAT", body), chunk(b"IEND", b"")])
