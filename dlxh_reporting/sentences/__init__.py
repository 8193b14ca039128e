"""Split a text into sentences and find a sentence again after an edit.

>>> split("<p>Giá điện tăng. Dân lo lắng!</p>")
['Giá điện tăng.', 'Dân lo lắng!']
"""

from .text import contains, plain, split

__all__ = ["contains", "plain", "split"]
