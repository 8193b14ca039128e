"""What PostgreSQL sends for `COPY … TO STDOUT (FORMAT binary)`, as columns.

A row is (stratum, psu, weight, answers). Without NULL all rows are equally long, and
a block of them is one array (PostgreSQL manual, COPY, “Binary Format”).
"""

import numpy as np

#: how a NULL is written among integers: not asked, or drawn without a cluster
NOT_ASKED = -2147483648
#: signature, flags and the length of an extension
HEAD = 19
#: bytes decoded at a time
BLOCK = 8_000_000
#: an array begins with dimensions, flags, type, length and first index
ARRAY_HEAD = 20


class Reader:
    """A file to be written to, that makes columns of rows.

    :param int width: answers in a row
    """

    def __init__(self, width):
        self.width = width
        self.row = _row(width)
        self.waiting, self.length, self.skip = [], 0, HEAD
        self.blocks = []

    def write(self, data):  # pylint: disable=method-required-super
        self.waiting.append(data)
        self.length += len(data)
        if self.length >= BLOCK:
            self._decode()

    def columns(self):
        """Return (stratum, psu, weight, answers), the answers a row per slot."""
        self._decode()
        blocks, self.blocks = self.blocks, []
        count = sum(len(stratum) for stratum, *_rest in blocks)
        whole = (
            np.empty(count, dtype=np.int32),
            np.empty(count, dtype=np.int32),
            np.empty(count),
            np.empty((self.width, count), dtype=np.int32),
        )
        start = 0
        for place, block in enumerate(blocks):
            end = start + len(block[0])
            for column, part in zip(whole, block, strict=True):
                column[..., start:end] = part
            start, blocks[place] = end, None  # no answer lies in memory twice
        return whole

    def _decode(self):
        """Turn the whole rows that have come into columns; the rest waits."""
        data = b"".join(self.waiting)
        count = max(0, len(data) - self.skip) // self.row.itemsize
        if count:
            self.blocks.append(self._block(data, count))
            end = self.skip + count * self.row.itemsize
            self.skip = 0
            data = data[end:]
        self.waiting, self.length = [data], len(data)

    def _block(self, data, count):
        rows = np.frombuffer(data, self.row, count, self.skip)
        length = ARRAY_HEAD + 8 * self.width
        if (rows["fields"] != 4).any() or (rows["length"] != length).any():
            raise ValueError("The rows are not all of the same length.")
        # a column at a time is counted, so a column lies together
        answers = np.ascontiguousarray(rows["answers"][:, :, 1].T, dtype=np.int32)
        return (
            rows["stratum"].astype(np.int32),
            rows["psu"].astype(np.int32),
            rows["weight"].astype(float),
            answers,
        )


def _row(width):
    """Return the layout of a row; numbers are sent with the highest byte first."""
    return np.dtype(
        [
            ("fields", ">i2"),
            ("length_1", ">i4"),
            ("stratum", ">i4"),
            ("length_2", ">i4"),
            ("psu", ">i4"),
            ("length_3", ">i4"),
            ("weight", ">f8"),
            ("length", ">i4"),
            ("array_head", f"V{ARRAY_HEAD}"),
            ("answers", ">i4", (width, 2)),
        ]
    )
