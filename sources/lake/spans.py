"""Non-overlapping spans of days and who owns them, for one partition."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Days `start` to `end` (inclusive, proleptic ordinals) that belong to `owner`; None: to nobody."""

    start: int
    end: int
    owner: int | None


class SpanMap:
    """Days of one partition, each owned by at most one owner."""

    def __init__(self) -> None:
        """Start with no day owned."""
        self._spans: list[Span] = []

    def within(self, start: int, end: int) -> list[Span]:
        """Return what lies in `start` to `end`, gaps included, in order and clipped to the range."""
        found: list[Span] = []
        day = start
        for span in self._spans[max(0, bisect_right(self._spans, start, key=lambda item: item.start) - 1) :]:
            if span.start > end:
                break
            if span.end < day:
                continue
            if span.start > day:
                found.append(Span(day, span.start - 1, None))
            found.append(Span(max(span.start, start), min(span.end, end), span.owner))
            day = span.end + 1
        if day <= end:
            found.append(Span(day, end, None))
        return found

    def assign(self, start: int, end: int, owner: int) -> None:
        """Give `start` to `end` to `owner`, whoever had it."""
        kept: list[Span] = []
        for span in self._spans:
            if span.end < start or span.start > end:
                kept.append(span)
                continue
            if span.start < start:
                kept.append(Span(span.start, start - 1, span.owner))
            if span.end > end:
                kept.append(Span(end + 1, span.end, span.owner))
        kept.append(Span(start, end, owner))
        kept.sort(key=lambda item: item.start)
        self._spans = kept

    def spans(self) -> list[Span]:
        """Return all owned spans in order, neighbours of one owner joined."""
        joined: list[Span] = []
        for span in self._spans:
            if joined and joined[-1].owner == span.owner and joined[-1].end + 1 == span.start:
                joined[-1] = Span(joined[-1].start, span.end, span.owner)
            else:
                joined.append(span)
        return joined
