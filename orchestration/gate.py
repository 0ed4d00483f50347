"""The gate: a pure function from expected checks, evidence, policy and waivers to a verdict. Nothing else decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from orchestration.evidence.records import Evidence, Expected, Kind, Severity, Status
from orchestration.policy import GatePolicy
from orchestration.waivers import Waiver, waiver_for

CORE = "core"
STRATEGY = "strategy"
TRUST = "trust"
DOMAINS = (CORE, "finance", "people", "customer", "operations", "risk", STRATEGY, TRUST)


class State(StrEnum):
    """What becomes of a domain."""

    RELEASED = "released"
    RELEASED_WITH_WARNINGS = "released_with_warnings"
    HELD = "held"


@dataclass(frozen=True)
class Finding:
    """A check that did not pass: what broke, what it touches, since when, who owns it, what to do, who waived it.

    `reason` is failed, crashed, missing or stale; `rows` names a file of failing rows below the evidence's folder.
    """

    check: str
    reason: str
    domains: tuple[str, ...]
    holds: bool
    failing: int
    message: str
    remedy: str
    title: str = ""
    title_zh: str = ""
    owner: str = ""
    owner_zh: str = ""
    since: date | None = None
    sample: tuple[str, ...] = ()
    rows: str = ""
    waiver: Waiver | None = None
    remedy_zh: str = ""


@dataclass(frozen=True)
class Verdict:
    """The state of each domain on one candidate, with every finding behind it; `carried` is filled by the release.

    `carried`: held domain to the release that its figures are carried over from; a held domain without one is withheld.
    """

    candidate: str
    domains: dict[str, State]
    findings: tuple[Finding, ...]
    checks: int
    waivers: tuple[Waiver, ...] = ()
    carried: dict[str, str] = field(default_factory=dict)

    @property
    def released(self) -> bool:
        """Whether anything goes out: core is not held, and not every domain is."""
        return self.domains.get(CORE) is not State.HELD and any(
            state is not State.HELD for state in self.domains.values()
        )

    @property
    def held(self) -> tuple[str, ...]:
        """The held domains, in the order of gating."""
        return tuple(domain for domain, state in self.domains.items() if state is State.HELD)

    def as_json(self) -> dict[str, Any]:
        """The verdict as plain JSON."""
        return {**asdict(self), "released": self.released}


def decide(
    expected: Sequence[Expected],
    evidence: Iterable[Evidence],
    candidate: str,
    domains: Iterable[str],
    policy: GatePolicy,
    as_of: date,
    waivers: Sequence[Waiver] = (),
    since: Mapping[str, date] | None = None,
    inputs_of_strategy: Iterable[str] = (),
    hold_on_warnings: bool = False,
) -> Verdict:
    """Judge a candidate.

    Args:
        expected: the checks listed before the night ran; their severity and domains rule, whatever the evidence says.
        evidence: what was found; only that of this candidate counts, so missing or stale evidence is a failure.
        candidate: the candidate's digest.
        domains: the gating domains that the candidate has marts of.
        policy: severities, owners and words of checks.
        as_of: the night's day; waivers that expired before it do not count.
        waivers: what a person let pass; it turns a hold into a warning, never missing or stale evidence.
        since: the day on which a check that fails now began to fail, where known.
        inputs_of_strategy: domains that goals are measured with; strategy is held when one of them is.
        hold_on_warnings: whether every warning holds, as errors do.
    """
    gated, known = set(domains), since or {}
    found = {item.check: item for item in evidence}
    findings = [
        _finding(check, found.get(check.check), candidate, gated, policy, as_of, waivers, known, hold_on_warnings)
        for check in sorted(expected, key=lambda item: item.check)
    ]
    told = [finding for finding in findings if finding is not None]
    covered = {domain for check in expected if check.severity is Severity.ERROR for domain in check.domains}
    told += [_uncovered(domain, policy, known.get(f"expected:{domain}", as_of)) for domain in sorted(gated - covered)]
    held = {domain for finding in told if finding.holds for domain in finding.domains}
    if STRATEGY in gated and held.intersection(inputs_of_strategy) and STRATEGY not in held:
        told.append(_inherited(sorted(held.intersection(inputs_of_strategy)), policy, as_of))
        held.add(STRATEGY)
    warned = {domain for finding in told for domain in finding.domains}
    return Verdict(
        candidate,
        {domain: _state(domain, held, warned) for domain in _ordered(gated)},
        tuple(told),
        len(expected),
        tuple(waiver for waiver in waivers if waiver.counts(as_of)),
    )


def _finding(
    check: Expected,
    found: Evidence | None,
    candidate: str,
    gated: set[str],
    policy: GatePolicy,
    as_of: date,
    waivers: Sequence[Waiver],
    since: Mapping[str, date],
    hold_on_warnings: bool,
) -> Finding | None:
    if found is None:
        reason, failing, message = "missing", 0, "the check left no evidence"
    elif found.candidate != candidate:
        reason, failing, message = "stale", 0, "the evidence is of another candidate"
    elif found.status is Status.PASS:
        return None
    else:
        reason = "failed" if found.status is Status.FAIL else "crashed"
        failing, message = found.failing, found.message
    touched = tuple(domain for domain in _ordered(gated.intersection(check.domains)))
    would_hold = bool(touched) and (check.severity is Severity.ERROR or hold_on_warnings)
    waiver = waiver_for(check.check, waivers, as_of, policy=policy, reason=reason)
    title, title_zh = policy.title(check.check, failing)
    owner, owner_zh = policy.owner(check.check, touched)
    remedy, remedy_zh = policy.remedy(check.check, failing) or (check.remedy, "")
    judged = found if found is not None and reason in ("failed", "crashed") else None
    return Finding(
        check.check,
        reason,
        touched,
        would_hold and waiver is None,
        failing,
        message,
        remedy,
        title,
        title_zh,
        owner,
        owner_zh,
        since.get(check.check, as_of),
        judged.sample if judged else (),
        judged.rows if judged else "",
        waiver,
        remedy_zh,
    )


def _uncovered(domain: str, policy: GatePolicy, since: date) -> Finding:
    check = f"expected:{domain}"
    remedy = "run `opsmart nightly` again; if it stays, the domain's marts lack tests"
    message = f"no check is expected for domain {domain}"
    return Finding(
        check, "missing", (domain,), True, 0, message, remedy, *policy.title(check, 0), *policy.owner(check, (domain,)),
        since,
    )  # fmt: skip


def _inherited(held: Sequence[str], policy: GatePolicy, as_of: date) -> Finding:
    check = f"expected:{STRATEGY}"
    message = f"goals are measured with figures of {', '.join(held)}"
    return Finding(
        check, "failed", (STRATEGY,), True, 0, message, "see the findings of those domains",
        "Goals rest on figures that are held", "目标所依据的数据已被拦截", *policy.owner(check, (STRATEGY,)), as_of,
    )  # fmt: skip


def is_privacy(finding: Finding) -> bool:
    """Whether the finding says that figures or names of people would leave."""
    return finding.check.startswith(f"{Kind.PRIVACY}.")


def _state(domain: str, held: set[str], warned: set[str]) -> State:
    if domain in held:
        return State.HELD
    return State.RELEASED_WITH_WARNINGS if domain in warned else State.RELEASED


def _ordered(domains: set[str]) -> list[str]:
    return sorted(domains, key=lambda domain: (DOMAINS.index(domain) if domain in DOMAINS else len(DOMAINS), domain))
