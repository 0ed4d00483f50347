"""Waivers: `waivers.yaml` in the home turns a hold into a warning that every reader sees, until it expires.

    - check: contract.salesforce.account.rejects     # a check's id, or a glob within one kind
      reason: The CRM team corrects the three rows by Friday.
      owner: Head of sales
      expires: 2026-01-31                            # the last day that it counts

The as-of date is the clock: the same home judged for the same day gives the same verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from orchestration.home import Home
from orchestration.policy import NEVER_WAIVED, GatePolicy, check_pattern, is_glob, matches
from orchestration.yaml_places import Place, read_yaml
from sources.errors import OpsmartError

WAIVERS_FILE = "waivers.yaml"
LONGEST = timedelta(days=92)
WITHOUT_RESULT = ("missing", "stale")


class WaiverError(OpsmartError):
    """`waivers.yaml` is wrong; nothing of it counts until it is corrected."""


@dataclass(frozen=True)
class Waiver:
    """A check that may fail: why, who says so, and the last day that it counts."""

    check: str
    reason: str
    owner: str
    expires: date

    def counts(self, as_of: date) -> bool:
        """Whether it has not expired."""
        return self.expires >= as_of

    def covers(self, check_id: str) -> bool:
        """Whether it names this check."""
        return matches(self.check, check_id)


def load_waivers(home: Home, policy: GatePolicy, as_of: date) -> tuple[Waiver, ...]:
    """The waivers of a home in the order of the file, expired ones too; none where there is no file.

    Raises:
        WaiverError: with file, line, entry and key: unknown or missing keys, empty texts, a check that is never
            waived, a pattern over several kinds, a check named twice, more than 92 days from `as_of` to `expires`.
    """
    path = home.root / WAIVERS_FILE
    if not path.exists():
        return ()
    document = read_yaml(path, WaiverError)
    if document.node is None:
        return ()
    found: dict[str, Waiver] = {}
    for entry in document.items():
        waiver = _waiver(entry, policy, as_of)
        if waiver.check in found:
            raise entry.wrong(f"{waiver.check} has a waiver before", "keep one of them")
        found[waiver.check] = waiver
    return tuple(found.values())


def waiver_for(
    check_id: str, waivers: Iterable[Waiver], as_of: date, *, policy: GatePolicy, reason: str
) -> Waiver | None:
    """The first waiver that counts for a finding on a check.

    Args:
        check_id: the finding's check.
        waivers: those of the home.
        as_of: the night's day; a waiver counts up to and including the day it expires.
        policy: says which checks are waivable at all.
        reason: the finding's; missing and stale evidence is never waived, for nobody knows what it would have said.
    """
    if reason in WITHOUT_RESULT or check_id.startswith(NEVER_WAIVED) or not policy.waivable(check_id):
        return None
    return next((waiver for waiver in waivers if waiver.counts(as_of) and waiver.covers(check_id)), None)


def _waiver(entry: Place, policy: GatePolicy, as_of: date) -> Waiver:
    told = entry.table(("check", "reason", "owner", "expires"))
    patterns = check_pattern(told["check"])
    if len(patterns) != 1:
        raise told["check"].wrong("several checks in one waiver", "write one waiver for each")
    (check,) = patterns
    if not is_glob(check) and not policy.knows(check):
        raise told["check"].wrong(f"there is no check {check}", "copy the check's id from `opsmart gate`")
    if check.startswith(NEVER_WAIVED) or (not is_glob(check) and not policy.waivable(check)):
        raise told["check"].wrong(f"{check} is never waived", "remove the waiver and repair the cause")
    expires = told["expires"].day()
    if expires - as_of > LONGEST:
        raise told["expires"].wrong(
            f"{expires} is more than {LONGEST.days} days after {as_of}", f"name a day up to {as_of + LONGEST}"
        )
    return Waiver(check, told["reason"].text(), told["owner"].text(), expires)
