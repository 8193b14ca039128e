"""A little work for each form, so that a script cannot send thousands for nothing.

The browser looks for a number with which the hash of the form's one-time word begins
with enough zero bits (hashcash, Back 2002). Unlike a token signed by the server this
works on a phone that was offline all day, and the server keeps nothing for it.
"""

import hashlib
import re

#: zero bits asked for: some 16,000 hashes, about a tenth of a second on a cheap phone
BITS = 14
_WORD = re.compile(r"[0-9a-f]{32}")


def is_proof(wave_id, word, number, bits=BITS):
    """Tell whether the work was done.

    :param str word: 32 hexadecimal digits that the browser drew for this form
    :param int number: what it found
    """
    if not isinstance(word, str) or not _WORD.fullmatch(word):
        return False
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        return False
    digest = hashlib.sha256(f"{wave_id}:{word}:{number}".encode()).digest()
    return int.from_bytes(digest[:8]) >> (64 - bits) == 0
