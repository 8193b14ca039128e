"""Charts as SVG: text that can be selected and read aloud, no library, no script.

``bars`` for the answers to one question, ``stacked`` for the rows of a matrix,
``trend`` for a question over several waves. Each returns a string to put into a
page or a document as it is; every text is escaped. ``Bars``, ``Stack`` and ``Trend``
are the same charts before they are drawn; ``put_into_word`` draws them as Word's
own charts instead. The charts are narrow, with the
labels above the bars, so that they can be read on a telephone and in a column of
a printed page. Figures come with their texts (“<10”, “34,5 %”): what may be shown
and how it is written is decided elsewhere.
"""

from .bars import Bar, bars, scale_of_shares
from .picture import Bars, Stack, Trend
from .stacked import Line, Segment, stacked
from .trend import Course, trend
from .word_file import put_into_word

__all__ = [
    *("Bar", "Bars", "Course", "Line", "Segment", "Stack", "Trend"),
    *("bars", "put_into_word", "scale_of_shares", "stacked", "trend"),
]
