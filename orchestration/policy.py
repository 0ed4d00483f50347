"""The gate's reviewed policy, `gate_policy.yaml`: how severe a check is, who owns it, what it says when it breaks.

A rule's `match` is one glob on check ids, or a list of them (`*` any text, `?` one sign). The first rule that matches
counts, and a check that no rule matches is an error: a new test needs its words before a night may run it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from orchestration.evidence.records import Expected, Kind, Severity
from orchestration.yaml_places import Place, read_yaml
from sources.errors import OpsmartError

POLICY_FILE = Path(__file__).with_name("gate_policy.yaml")
CHECK_LIST = "expected:"
PREFIXES = (*(f"{kind}." for kind in Kind), CHECK_LIST)
NEVER_WAIVED = (f"{Kind.PRIVACY}.", CHECK_LIST)
PATTERN = re.compile(r"[A-Za-z0-9_.:*?-]+")
PLACEHOLDER = re.compile(r"\{(\w*)\}")
FORMS = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
COUNT, SUBJECT = "count", "subject"


class PolicyError(OpsmartError):
    """`gate_policy.yaml` is wrong, or it has no rule for a check."""


class Strictness(StrEnum):
    """A rule's severity: `declared` leaves it to the check."""

    ERROR = "error"
    WARN = "warn"
    DECLARED = "declared"


@dataclass(frozen=True)
class Words:
    """A text in English and Chinese; English may hold `[one|many]`, both may hold {count} and {subject}."""

    en: str
    zh: str

    @property
    def counts(self) -> bool:
        """Whether it says how many."""
        return "{count}" in self.en

    def filled(self, count: int, subject: Words) -> tuple[str, str]:
        """The text for a number of rows, files or months of a subject."""
        english = FORMS.sub(lambda forms: forms[1] if count == 1 else forms[2], self.en)
        return _filled(english, count, subject.en), _filled(self.zh, count, subject.zh)


@dataclass(frozen=True)
class Subject:
    """A dataset or mart as people call it, and the role that answers for it (None: the domain's)."""

    words: Words
    owner: str | None


@dataclass(frozen=True)
class Rule:
    """What holds for the checks that `match` names; `unchecked` is said where a check did not come to a result."""

    match: tuple[str, ...]
    severity: Strictness
    owner: str | None
    title: Words
    unchecked: Words
    remedy: Words | None
    waivable: bool
    line: int

    def subject(self, check_id: str) -> str | None:
        """What the wildcards of the first matching glob stand for, joined by dots; None where none matches."""
        for pattern in self.match:
            found = _expression(pattern).fullmatch(check_id)
            if found is not None:
                return ".".join(part for part in found.groups() if part).replace("__", ".")
        return None


@dataclass(frozen=True)
class GatePolicy:
    """The whole file: roles, the role that owns each domain, names of datasets and marts, rules in their order."""

    file: str
    roles: Mapping[str, Words]
    owners: Mapping[str, str]
    default_owner: str
    unchecked_remedy: Words
    subjects: Mapping[str, Subject]
    rules: tuple[Rule, ...]

    def rule(self, check_id: str) -> Rule:
        """The first rule that matches a check.

        Raises:
            PolicyError: none does.
        """
        for rule in self.rules:
            if rule.subject(check_id) is not None:
                return rule
        raise self._without_rule([check_id])

    def knows(self, check_id: str) -> bool:
        """Whether a rule matches a check."""
        return any(rule.subject(check_id) is not None for rule in self.rules)

    def apply(self, expected: Sequence[Expected]) -> list[Expected]:
        """The expected checks with the severity that the policy gives them.

        Raises:
            PolicyError: a check has no rule.
        """
        missing = [check.check for check in expected if not self.knows(check.check)]
        if missing:
            raise self._without_rule(missing)
        return [replace(check, severity=_severity(self.rule(check.check), check.severity)) for check in expected]

    def title(self, check_id: str, failing: int) -> tuple[str, str]:
        """What broke, in business words, English and Chinese; `failing` 0: the check came to no result."""
        rule = self.rule(check_id)
        words = rule.title if failing else rule.unchecked
        return words.filled(failing, self.subject(check_id))

    def owner(self, check_id: str, domains: Sequence[str]) -> tuple[str, str]:
        """Who answers: the rule's role, else the dataset's, else that of the first touched domain in gating order."""
        subject = self.subjects.get(self.rule(check_id).subject(check_id) or "")
        touched = [role for domain, role in self.owners.items() if domain in domains]
        named = [self.rule(check_id).owner, subject.owner if subject else None, *touched, self.default_owner]
        role = self.roles[next(name for name in named if name)]
        return role.en, role.zh

    def remedy(self, check_id: str, failing: int = 1) -> tuple[str, str] | None:
        """What to do, where the policy says it; `failing` 0: the check came to no result."""
        rule = self.rule(check_id)
        remedy = rule.remedy if failing or not rule.title.counts else self.unchecked_remedy
        return None if remedy is None else remedy.filled(failing, self.subject(check_id))

    def waivable(self, check_id: str) -> bool:
        """Whether a waiver may turn a hold of this check into a warning."""
        return self.rule(check_id).waivable

    def subject(self, check_id: str) -> Words:
        """What the check is about, as people call it; its own name where the file has none."""
        name = self.rule(check_id).subject(check_id) or ""
        return self.subjects[name].words if name in self.subjects else Words(name, name)

    def _without_rule(self, checks: Sequence[str]) -> PolicyError:
        more = f" and {len(checks) - 5} more" if len(checks) > 5 else ""
        return PolicyError(
            f"no rule for {', '.join(checks[:5])}{more}",
            f"add a rule with title and owner to orchestration/{self.file}",
            file=self.file,
        )


def load_policy(path: Path = POLICY_FILE) -> GatePolicy:
    """Read and check the policy.

    Raises:
        PolicyError: with file, line and key.
    """
    top = read_yaml(path, PolicyError).table(
        ("roles", "owners", "default_owner", "unchecked_remedy", "subjects", "rules")
    )
    roles = {name: _words(place, (), forms=False) for name, place in top["roles"].entries_by_key().items()}
    owners = {domain: _role(place, roles) for domain, place in top["owners"].entries_by_key().items()}
    subjects = {name: _subject(place, roles) for name, place in top["subjects"].entries_by_key().items()}
    rules: list[Rule] = []
    seen: set[str] = set()
    for place in top["rules"].items():
        rule = _rule(place, roles)
        twice = seen.intersection(rule.match)
        if twice:
            raise place.wrong(f"'{min(twice)}' has a rule before", "keep one of them: the first one counts")
        seen.update(rule.match)
        rules.append(rule)
    default_owner, unchecked = _role(top["default_owner"], roles), _words(top["unchecked_remedy"], (), forms=False)
    return GatePolicy(path.name, roles, owners, default_owner, unchecked, subjects, tuple(rules))


def check_pattern(place: Place) -> tuple[str, ...]:
    """One glob or several, each within one kind of check: a glob that begins with `*` would match everything."""
    patterns = place.texts()
    for pattern in patterns:
        if not PATTERN.fullmatch(pattern):
            raise place.wrong(f"'{pattern}' is no glob on check ids", "use letters, digits and `_ . : - * ?`")
        if not pattern.startswith(PREFIXES):
            raise place.wrong(f"'{pattern}' is not within one kind of check", f"begin it with {_any_of(PREFIXES)}")
    return patterns


def is_glob(pattern: str) -> bool:
    """Whether a pattern may match more than one check."""
    return "*" in pattern or "?" in pattern


def matches(pattern: str, check_id: str) -> bool:
    """Whether a glob matches a check's whole id, case and all."""
    return _expression(pattern).fullmatch(check_id) is not None


def _rule(place: Place, roles: Mapping[str, Words]) -> Rule:
    told = place.table(("match", "title"), ("severity", "owner", "unchecked", "remedy", "waivable"))
    match = check_pattern(told["match"])
    title = _words(told["title"], (COUNT, SUBJECT))
    if "unchecked" in told:
        unchecked = _words(told["unchecked"], (SUBJECT,), forms=False)
    elif title.counts:
        raise place.wrong("key 'unchecked' is missing", "say what is unknown when the check comes to no result")
    else:
        unchecked = title
    rule = Rule(
        match=match,
        severity=_strictness(told.get("severity")),
        owner=_role(told["owner"], roles) if "owner" in told else None,
        title=title,
        unchecked=unchecked,
        remedy=_words(told["remedy"], (SUBJECT,), forms=False) if "remedy" in told else None,
        waivable=told["waivable"].flag() if "waivable" in told else True,
        line=place.line,
    )
    if any(pattern.startswith(NEVER_WAIVED) for pattern in match):
        if rule.waivable:
            raise place.wrong("these checks are never waived", "add `waivable: false`")
        if rule.severity is not Strictness.ERROR:
            raise place.wrong("these checks always hold", "set `severity: error`")
    return rule


def _strictness(place: Place | None) -> Strictness:
    if place is None:
        return Strictness.DECLARED
    written = place.text()
    if written not in list(Strictness):
        raise place.wrong(f"'{written}' is no severity", f"use {_any_of(Strictness)}")
    return Strictness(written)


def _severity(rule: Rule, declared: Severity) -> Severity:
    return declared if rule.severity is Strictness.DECLARED else Severity(rule.severity)


def _role(place: Place, roles: Mapping[str, Words]) -> str:
    name = place.text()
    if name not in roles:
        raise place.wrong(f"there is no role '{name}'", f"use {_any_of(roles)}, or add it to `roles`")
    return name


def _subject(place: Place, roles: Mapping[str, Words]) -> Subject:
    told = place.table(("en", "zh"), ("owner",))
    words = Words(told["en"].text(), told["zh"].text())
    return Subject(words, _role(told["owner"], roles) if "owner" in told else None)


def _words(place: Place, placeholders: Iterable[str], *, forms: bool = True) -> Words:
    told = place.table(("en", "zh"))
    known = set(placeholders)
    words = Words(told["en"].text(), told["zh"].text())
    for language, text in (("en", words.en), ("zh", words.zh)):
        unknown = set(PLACEHOLDER.findall(text)) - known
        bare = PLACEHOLDER.sub("", text)
        if unknown or "{" in bare or "}" in bare:
            allowed = _any_of(f"{{{name}}}" for name in sorted(known)) if known else "no placeholder"
            raise told[language].wrong("a placeholder that is not filled here", f"use {allowed}")
        rest = FORMS.sub("", bare) if forms and language == "en" else bare
        if "[" in rest or "]" in rest:
            raise told[language].wrong("brackets that are not [one|many]", "write both forms, or no brackets")
    if words.counts != ("{count}" in words.zh):
        raise place.wrong("{count} stands in one language only", "say how many in both or in neither")
    return words


def _filled(text: str, count: int, subject: str) -> str:
    filled = text.replace("{count}", f"{count:,}").replace("{subject}", subject)
    return filled[:1].upper() + filled[1:]


def _any_of(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """A glob as a regular expression whose groups are what the wildcards stand for."""
    parts = {"*": "(.*)", "?": "(.)"}
    return re.compile("".join(parts.get(sign, re.escape(sign)) for sign in pattern), re.DOTALL)
