"""The gate: a pure function from expected checks, evidence and policy to a verdict. Nothing else decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from orchestration.evidence.records import Evidence, Expected, Severity, Status

DOMAINS = ("core", "finance", "people", "customer", "operations", "risk", "strategy", "trust")


class State(StrEnum):
    """What becomes of a domain."""

    RELEASED = "released"
    RELEASED_WITH_WARNINGS = "released_with_warnings"
    HELD = "held"


@dataclass(frozen=True)
class Policy:
    """How strict the gate is."""

    hold_on_warnings: bool = False


@dataclass(frozen=True)
class Finding:
    """A check that did not pass: why, what it touches, and what to do about it."""

    check: str
    reason: str
    domains: tuple[str, ...]
    holds: bool
    failing: int
    message: str
    remedy: str


@dataclass(frozen=True)
class Verdict:
    """The state of each domain on one candidate, with every finding behind it."""

    candidate: str
    domains: dict[str, State]
    findings: tuple[Finding, ...]
    checks: int

    @property
    def released(self) -> bool:
        """Whether the candidate may be published: no domain is held."""
        return bool(self.domains) and State.HELD not in self.domains.values()

    @property
    def held(self) -> tuple[str, ...]:
        """The held domains, in the order of gating."""
        return tuple(domain for domain, state in self.domains.items() if state is State.HELD)

    def as_json(self) -> dict[str, Any]:
        """The verdict as plain JSON."""
        return {**asdict(self), "released": self.released}


def decide(
    expected: Sequence[Expected], evidence: Iterable[Evidence], candidate: str, domains: Iterable[str], policy: Policy
) -> Verdict:
    """Judge a candidate.

    Args:
        expected: the checks listed before the night ran; their severity and domains rule, whatever the evidence says.
        evidence: what was found; only that of this candidate counts, so missing or stale evidence is a failure.
        candidate: the candidate's digest.
        domains: the gating domains that the candidate has marts of.
        policy: how strict to be.
    """
    gated = set(domains)
    found = {item.check: item for item in evidence}
    findings = [
        finding
        for check in sorted(expected, key=lambda item: item.check)
        if (finding := _judge(check, found.get(check.check), candidate, gated, policy)) is not None
    ]
    covered = {domain for check in expected if check.severity is Severity.ERROR for domain in check.domains}
    findings += [
        Finding(
            f"expected:{domain}",
            "missing",
            (domain,),
            True,
            0,
            f"no check is expected for domain {domain}",
            "run `opsmart nightly` again; if it stays, the domain's marts lack tests",
        )
        for domain in sorted(gated - covered)
    ]
    held = {domain for finding in findings if finding.holds for domain in finding.domains}
    warned = {domain for finding in findings for domain in finding.domains}
    return Verdict(
        candidate, {domain: _state(domain, held, warned) for domain in _ordered(gated)}, tuple(findings), len(expected)
    )


def _judge(check: Expected, found: Evidence | None, candidate: str, gated: set[str], policy: Policy) -> Finding | None:
    if found is None:
        reason, failing, message = "missing", 0, "the check left no evidence"
    elif found.candidate != candidate:
        reason, failing, message = "stale", 0, "the evidence is of another candidate"
    elif found.status is Status.PASS:
        return None
    else:
        reason, failing, message = (
            ("failed" if found.status is Status.FAIL else "crashed"),
            found.failing,
            found.message,
        )
    touched = tuple(domain for domain in _ordered(gated.intersection(check.domains)))
    holds = bool(touched) and (check.severity is Severity.ERROR or policy.hold_on_warnings)
    return Finding(check.check, reason, touched, holds, failing, message, check.remedy)


def _state(domain: str, held: set[str], warned: set[str]) -> State:
    if domain in held:
        return State.HELD
    return State.RELEASED_WITH_WARNINGS if domain in warned else State.RELEASED


def _ordered(domains: set[str]) -> list[str]:
    return sorted(domains, key=lambda domain: (DOMAINS.index(domain) if domain in DOMAINS else len(DOMAINS), domain))
