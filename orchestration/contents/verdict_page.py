"""`gate/index.html`: what the gate decided and why, for who owns the figures; and the same for the terminal.

One page, offline, in English and Chinese, in the scorecard's style. Nothing is decided here.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from orchestration.contents import words
from orchestration.evidence.records import Expected, Kind
from orchestration.gate import CORE, Finding, State, Verdict
from orchestration.policy import GatePolicy
from orchestration.waivers import Waiver

if TYPE_CHECKING:
    from markupsafe import Markup

TEMPLATE = Path(__file__).with_name("verdict.html.j2")
STYLES = (Path(__file__).with_name("scorecard.css"), Path(__file__).with_name("verdict.css"))
RELEASE_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})-")
COMMAND = re.compile("`([^`]+)`")
SAMPLES_ON_TERMINAL = 3

Both = tuple[str, str]
"""A text in English and Chinese."""

DOMAINS = {"core": ("Core data", "基础数据"), "trust": ("Data trust", "数据可信度")}
STATES = {
    State.RELEASED: ("Released", "已发布"),
    State.RELEASED_WITH_WARNINGS: ("Released with warnings", "带警告发布"),
    State.HELD: ("Held", "已拦截"),
}
STYLE_OF = {State.RELEASED: "on_target", State.RELEASED_WITH_WARNINGS: "at_risk", State.HELD: "off_target"}
MARKS = {State.RELEASED: "✓", State.RELEASED_WITH_WARNINGS: "!", State.HELD: "✗"}
REASONS = {
    "failed": ("", ""),
    "crashed": ("the check could not be carried out", "检查未能执行"),
    "missing": ("the check left no result", "检查没有结果"),
    "stale": ("the result belongs to another night", "检查结果属于其他批次"),
}
EFFECTS = (("Holds", "拦截"), ("Waived", "已豁免"), ("Warns", "警告"))
KINDS = {
    Kind.CONTRACT: ("Received files", "接收的文件"),
    Kind.IDENTITY: ("Ledger reconciliations", "总账勾稽"),
    Kind.DBT: ("Warehouse", "数据仓库"),
    Kind.GX: ("Published tables", "发布的数据表"),
    Kind.PRIVACY: ("Privacy", "隐私"),
    Kind.DRIFT: ("Changes since the last release", "与上一版本的变化"),
}


@dataclass(frozen=True)
class VerdictPage:
    """What the page says beside the verdict.

    `release_id` is None for a candidate that was not published. `data_docs` and `rows` are links relative to the page:
    GX's pages, and the folder that failing rows lie in. `expected` lists the checks, for the count by kind.
    """

    company: str
    company_zh: str
    as_of: date
    release_id: str | None
    data_docs: str | None = None
    candidate_id: str = ""
    created_at: datetime | None = None
    expected: Sequence[Expected] = ()
    evidence_digest: str = ""
    rows: str | None = None


@dataclass(frozen=True)
class Numbered:
    """A finding with its number on the page, and the domain that it is told under (empty: no published mart)."""

    number: int
    domain: str
    finding: Finding


def verdict_html(page: VerdictPage, verdict: Verdict) -> str:
    """Render the page; every text is escaped, and its policy admits the page's own style and nothing else."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"link": link, "commands": commands}
    style = "".join(file.read_text(encoding="utf-8") for file in STYLES)
    found = numbered(verdict)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        page=page,
        verdict=verdict,
        summary=summary(verdict),
        tally=_tally(verdict),
        domains=[_domain(verdict, name, state, found, page.as_of) for name, state in verdict.domains.items()],
        groups=[
            {
                "id": domain or "none",
                "names": domain_names(domain),
                "findings": [_told(item, page) for item in found if item.domain == domain],
            }
            for domain in dict.fromkeys(item.domain for item in found)
        ],
        waivers=[_waiver(waiver, found, page.as_of) for waiver in in_force(verdict, page.as_of)],
        kinds=_kinds(page.expected, verdict.findings),
        style=style,
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


def gate_lines(verdict: Verdict, policy: GatePolicy) -> list[str]:
    """The verdict on a terminal, in the page's order: sentence, domains, findings, waivers that nothing used."""
    found = numbered(verdict)
    lines = [summary(verdict)[0]]
    for name, state in verdict.domains.items():
        numbers = " ".join(f"[{item.number}]" for item in found if name in item.finding.domains)
        lines.append(f"  {name}: {STATES[state][0].lower()}{_carried(verdict, name)} {numbers}".rstrip())
    for item in found:
        lines += _finding_lines(item, policy)
    used = {item.finding.waiver.check for item in found if item.finding.waiver}
    lines += [
        f"waiver not used: {waiver.check}, until {waiver.expires} ({waiver.owner}: {waiver.reason})"
        for waiver in verdict.waivers
        if waiver.check not in used
    ]
    return lines


def summary(verdict: Verdict) -> Both:
    """The verdict in one sentence."""
    total, held = len(verdict.domains), verdict.held
    if not verdict.released:
        if not total:
            return "Nothing is published: there is no mart to judge.", "未发布：没有可供判定的数据。"
        if CORE in held:
            return "Nothing is published: core data is held.", "未发布：基础数据已被拦截。"
        return "Nothing is published: every domain is held.", "未发布：所有领域均被拦截。"
    if held:
        names = [domain_names(domain) for domain in held]
        some = f"{_and([english for english, _ in names])} {'is' if len(held) == 1 else 'are'} held"
        return (
            f"{total - len(held)} of {total} domains are released; {some}.",
            f"{total} 个领域中 {total - len(held)} 个已发布；{'、'.join(chinese for _, chinese in names)}被拦截。",
        )
    warned = sum(state is State.RELEASED_WITH_WARNINGS for state in verdict.domains.values())
    if warned:
        return (
            f"All {total} domains are released, {warned} of them with warnings.",
            f"全部 {total} 个领域已发布，其中 {warned} 个带警告。",
        )
    return f"All {total} domains are released without findings.", f"全部 {total} 个领域已发布，无任何问题。"


def numbered(verdict: Verdict) -> list[Numbered]:
    """The findings in the order of telling: by the first domain that each touches, holds first, then waived ones."""
    order = [*verdict.domains, ""]
    placed = [(finding.domains[0] if finding.domains else "", finding) for finding in verdict.findings]
    placed.sort(key=lambda told: (order.index(told[0]), _rank(told[1]), told[1].check))
    return [Numbered(number, domain, finding) for number, (domain, finding) in enumerate(placed, start=1)]


def domain_names(domain: str) -> Both:
    """A gating domain in English and Chinese; empty: what no published mart rests on."""
    if not domain:
        return "No published mart", "不涉及已发布数据"
    return DOMAINS.get(domain) or (domain.capitalize(), words.DOMAINS.get(domain, domain))


def in_force(verdict: Verdict, as_of: date) -> list[Waiver]:
    """The waivers that have not expired, whether or not a finding needed them."""
    return [waiver for waiver in verdict.waivers if waiver.counts(as_of)]


def commands(text: str) -> Markup:
    """A text with what stands in backticks set as code; everything is escaped before."""
    from markupsafe import Markup, escape

    return Markup(COMMAND.sub(r"<code>\1</code>", str(escape(text))))


def link(path: str) -> str:
    """A path relative to the page as a link; whatever it holds, it stays a path."""
    return quote(path, safe="/#.-_")


def _rank(finding: Finding) -> int:
    """Its place in EFFECTS."""
    if finding.holds:
        return 0
    return 1 if finding.waiver else 2


def _tally(verdict: Verdict) -> list[dict[str, Any]]:
    states = list(verdict.domains.values())
    return [
        {"style": STYLE_OF[state], "mark": MARKS[state], "names": names, "count": states.count(state)}
        for state, names in STATES.items()
    ]


def _domain(verdict: Verdict, name: str, state: State, found: Iterable[Numbered], as_of: date) -> dict[str, Any]:
    return {
        "name": name,
        "names": domain_names(name),
        "style": STYLE_OF[state],
        "state": STATES[state],
        "figures": _figures(verdict, name, state, as_of),
        "findings": [(item, EFFECTS[_rank(item.finding)]) for item in found if name in item.finding.domains],
    }


def _figures(verdict: Verdict, name: str, state: State, as_of: date) -> dict[str, Any]:
    """Which figures readers see of a domain after this verdict: in words, and of which release and day."""
    told: dict[str, Any] = {"release": None, "day": None}
    if not verdict.released:
        return {**told, "words": ("those of the last release, if there is one", "上一发布版本的数据（如有）")}
    if state is not State.HELD:
        return {**told, "words": ("tonight's", "本次数据"), "day": as_of}
    source = verdict.carried.get(name)
    if source is None:
        return {**told, "words": ("none are shown", "不显示任何数据")}
    day = RELEASE_DAY.match(source)
    return {"words": ("carried over", "沿用旧数据"), "release": source, "day": day[1] if day else None}


def _carried(verdict: Verdict, name: str) -> str:
    if name not in verdict.held or not verdict.released:
        return ""
    source = verdict.carried.get(name)
    return f", its figures are those of {source}" if source else ", no figures of it go out"


def _told(item: Numbered, page: VerdictPage) -> dict[str, Any]:
    finding = item.finding
    state = State.HELD if finding.holds else State.RELEASED_WITH_WARNINGS
    return {
        "number": item.number,
        "finding": finding,
        "style": STYLE_OF[state],
        "state": EFFECTS[_rank(finding)],
        "reason": REASONS.get(finding.reason, (finding.reason, finding.reason)),
        "days": (page.as_of - finding.since).days if finding.since else 0,
        "others": [domain_names(domain) for domain in finding.domains if domain != item.domain],
        "rows": f"{page.rows}/{finding.rows}" if page.rows and finding.rows else None,
    }


def _waiver(waiver: Waiver, found: Iterable[Numbered], as_of: date) -> dict[str, Any]:
    return {
        "waiver": waiver,
        "days": (waiver.expires - as_of).days,
        "used": [item.number for item in found if item.finding.waiver == waiver],
    }


def _kinds(expected: Iterable[Expected], findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Per kind of check: how many there are, passed, failed, came to no result."""
    reasons = {finding.check: finding.reason for finding in findings}
    told = []
    checks = list(expected)
    for kind, names in KINDS.items():
        ended = [reasons.get(check.check, "passed") for check in checks if check.kind is kind]
        if ended:
            passed, failed = ended.count("passed"), ended.count("failed")
            told.append(
                {"names": names, "all": len(ended), "passed": passed, "failed": failed,
                 "unknown": len(ended) - passed - failed}
            )  # fmt: skip
    return told


def _finding_lines(item: Numbered, policy: GatePolicy) -> list[str]:
    finding = item.finding
    title = finding.title or policy.title(finding.check, finding.failing)[0]
    state = "HOLD" if finding.holds else "waived" if finding.waiver else "warn"
    owner = finding.owner or policy.owner(finding.check, finding.domains)[0]
    why = REASONS.get(finding.reason, (finding.reason, ""))[0]
    since = f"since {finding.since}; " if finding.since else ""
    lines = [f"[{item.number}] {state} {', '.join(finding.domains) or 'no mart'}: {title}"]
    lines += [f"    {finding.title_zh}"] if finding.title_zh else []
    if finding.waiver:
        waiver = finding.waiver
        lines.append(f"    waived by {waiver.owner} until {waiver.expires}: {waiver.reason}")
    lines.append(f"    {since}owner: {owner}; check {finding.check}{f' ({why})' if why else ''}")
    lines += [f"    {finding.message}"] if finding.message else []
    lines += [f"    - {line}" for line in finding.sample[:SAMPLES_ON_TERMINAL]]
    return [*lines, f"    to do: {finding.remedy}"]


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
