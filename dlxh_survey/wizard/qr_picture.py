"""QR codes as the smallest of pictures: a thousand slips are printed at once.

Drawn as lines each takes the printer of PDF files five times as long.
"""

import base64
import struct
import zlib

from odoo.addons.dlxh_collaborator.slip import qr_matrix


def qr_png(text):
    """A data: address of a PNG picture, one bit and one dot for each module."""
    matrix = qr_matrix(text)
    rows = b"".join(b"\0" + _bits(modules) for modules in matrix)
    size = len(matrix)
    head = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    picture = b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)
    return "data:image/png;base64," + base64.b64encode(picture).decode()


def _bits(modules):
    """Eight modules a byte, dark ones 0."""
    light = "".join("0" if dark else "1" for dark in modules)
    length = (len(light) + 7) // 8
    return int(light.ljust(length * 8, "0"), 2).to_bytes(length)


def _chunk(name, data):
    checked = name + data
    return (
        struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
    )
