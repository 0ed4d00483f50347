"""Names in headers, compared without case, blanks and punctuation."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

KEPT = {"#", "%"}


@lru_cache(maxsize=1 << 16)  # identify compares every cell of the first rows with every contract's names
def normal(text: str) -> str:
    """`Amt.in loc.cur.` and `AMT IN LOC CUR` are one name; # and % are kept because they tell names apart."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char in KEPT or unicodedata.category(char)[0] not in "PZC")
