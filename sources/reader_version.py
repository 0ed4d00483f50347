"""Which state of the readers read a file; every receipt tells it.

A line goes into `CHANGES` whenever the same bytes under the same contract give other rows, rejects, totals or facts
than before: the next ingest then reads every received file again from its original. What only makes reading faster, or
makes a file readable that was refused, needs none: a refused file is tried again with any change of the code.
"""

from __future__ import annotations

CHANGES = {
    1: "The first that receipts tell. What was read before it is read again once, as readers were mended meanwhile: "
    "texts in Big5, carriage returns without a line feed, separators that only Unicode counts as line ends, digits in "
    "full width, filled cells behind the last name of a header.",
}
"""What each version reads otherwise than the one before."""

READER_VERSION = max(CHANGES)
UNKNOWN = 0
"""Of receipts written before versions were told."""
