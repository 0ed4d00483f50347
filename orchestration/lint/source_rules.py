"""Rules on SQL as its author wrote it (Jinja blanked): words that one engine refuses or reads differently."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import TokenError
from sqlglot.tokenizer_core import Token, TokenType

from orchestration.lint import functions, templated
from orchestration.lint.finding import Finding

_LONE_TYPES = frozenset({"varchar", "text", "char", "bpchar", "hugeint", "timestamptz", "ubigint", "uinteger"})
_ALLOWED = re.compile(r"--\s*portable\(([\w-]+)\):\s*\S+")
_END_OF_ORDER = frozenset(
    {"rows", "range", "groups", "limit", "offset", "union", "except", "intersect", "fetch", "window", "qualify"}
)


@dataclass(frozen=True)
class SourceRule:
    """A rule over the tokens of one file; `find` yields the offending tokens."""

    name: str
    why: str
    remedy: str
    find: Callable[[list[Token]], Iterator[Token]]


def tokenize(sql: str) -> list[Token]:
    """Return the tokens of `sql` as DuckDB reads them. Raises sqlglot's TokenError."""
    return list(Dialect.get_or_raise("duckdb").tokenize(sql))


def check_source(path: str, text: str) -> list[Finding]:
    """Return what is refused in one SQL file with Jinja, without the lines that carry `-- portable(rule): reason`."""
    try:
        tokens = tokenize(templated.blank(text))
    except TokenError as error:
        return [Finding(path, 1, "tokens", f"not readable as SQL: {error}", "mend the quotes and comments")]
    lines = text.splitlines()
    found = [_finding(path, rule, token, lines) for rule in RULES for token in rule.find(tokens)]
    found += list(_called(path, tokens))
    for line, literal in templated.strings(text):
        if "(" in literal:
            found += [_at(finding, line) for finding in _called_in_string(path, literal)]
    return sorted({finding for finding in found if not allowed(finding.rule, lines, finding.line)})


def allowed(rule: str, lines: list[str], line: int) -> bool:
    """Whether the line says `-- portable(rule): reason`."""
    comment = _ALLOWED.search(lines[line - 1]) if 0 < line <= len(lines) else None
    return comment is not None and comment.group(1) == rule


def unordered_nulls(tokens: list[Token]) -> Iterator[Token]:
    """Yield the last token of every ORDER BY term that does not say where NULL goes."""
    for start, token in enumerate(tokens):
        if token.token_type == TokenType.ORDER_BY:
            for term in _terms(tokens, start + 1):
                words = [part.text.lower() for part in term]
                if words[-2:-1] != ["nulls"] and not _only_placeholder(words):
                    yield term[-1]


def _terms(tokens: list[Token], start: int) -> Iterator[list[Token]]:
    depth = 0
    term: list[Token] = []
    for token in tokens[start:]:
        opens = token.token_type in (TokenType.L_PAREN, TokenType.L_BRACKET)
        closes = token.token_type in (TokenType.R_PAREN, TokenType.R_BRACKET)
        ended = depth == 0 and (closes or token.text == ";" or token.text.lower() in _END_OF_ORDER)
        if ended:
            break
        if depth == 0 and token.token_type == TokenType.COMMA:
            if term:
                yield term
            term = []
            continue
        depth += opens - closes
        term.append(token)
    if term:
        yield term


def _only_placeholder(words: list[str]) -> bool:
    return all(set(word) == {templated.PLACEHOLDER} and len(word) > 3 for word in words)


def _of_type(*types: TokenType) -> Callable[[list[Token]], Iterator[Token]]:
    return lambda tokens: (token for token in tokens if token.token_type in types)


def _star_lists(tokens: list[Token]) -> Iterator[Token]:
    for token, following in pairwise(tokens):
        if token.token_type == TokenType.STAR and following.text.lower() in ("exclude", "except", "replace", "rename"):
            yield following


def _distinct_on(tokens: list[Token]) -> Iterator[Token]:
    for token, following in pairwise(tokens):
        if token.token_type == TokenType.DISTINCT and following.text.lower() == "on":
            yield token


def _asof(tokens: list[Token]) -> Iterator[Token]:
    for token, following in pairwise(tokens):
        if token.text.lower() in ("asof", "positional") and following.text.lower() in ("join", "left"):
            yield token


def _backslashes(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.token_type == TokenType.STRING and "\\" in token.text)


def _clock(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.text.lower() in functions.CLOCK_KEYWORDS)


def _lone_types(tokens: list[Token]) -> Iterator[Token]:
    openers: list[str] = []
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if token.token_type == TokenType.L_PAREN:
            openers.append(before.text.lower() if before else "")
        elif token.token_type == TokenType.R_PAREN and openers:
            openers.pop()
        elif token.text.lower() in _LONE_TYPES and before is not None:
            in_cast = bool(openers) and openers[-1] in ("cast", "try_cast") and before.text.lower() == "as"
            sized = after is not None and after.token_type == TokenType.L_PAREN
            if (in_cast or before.text == "::") and not sized:
                yield token


def _called(path: str, tokens: list[Token]) -> Iterator[Finding]:
    for index, token in enumerate(tokens[:-1]):
        name = token.text.lower()
        if (
            name in functions.REFUSED
            and tokens[index + 1].token_type == TokenType.L_PAREN
            and not _is_name(tokens, index)
        ):
            why, remedy = functions.REFUSED[name]
            yield Finding(path, token.line, name, why, remedy, f"{name}(…)")


def _is_name(tokens: list[Token], index: int) -> bool:
    """A word before a parenthesis that is no call: a CTE's column list, `t.first`, a string, a frame's `range (`."""
    before = tokens[index - 1].token_type if index else None
    return tokens[index].token_type == TokenType.STRING or before == TokenType.DOT


def _called_in_string(path: str, literal: str) -> Iterator[Finding]:
    try:
        yield from _called(path, tokenize(literal))
    except TokenError:
        return  # half a statement with an open quote: the compiled SQL is read whole


def _at(finding: Finding, line: int) -> Finding:
    return Finding(finding.path, line, finding.rule, finding.why, finding.remedy, finding.found)


def _finding(path: str, rule: SourceRule, token: Token, lines: list[str]) -> Finding:
    shown = lines[token.line - 1].strip()[:80] if token.line <= len(lines) else token.text
    return Finding(path, token.line, rule.name, rule.why, rule.remedy, shown)


RULES: tuple[SourceRule, ...] = (
    SourceRule(
        "nulls-order",
        "NULL sorts last on DuckDB and first on Spark",
        "write `nulls last` (or `nulls first`) after every term, in windows too",
        unordered_nulls,
    ),
    SourceRule(
        "qualify",
        "Spark has no QUALIFY",
        "number the rows in a CTE and filter the next one",
        _of_type(TokenType.QUALIFY),
    ),
    SourceRule(
        "integer-division",
        "`//` is no operator on Spark",
        "use floor(cast(a as double) / b), or dbt.datediff for time",
        _of_type(TokenType.DIV),
    ),
    SourceRule("star-list", "Spark spells `* exclude` differently", "name the columns", _star_lists),
    SourceRule(
        "bracket",
        "Spark has no list literal, and counts positions from 0 where DuckDB counts from 1",
        "use a dispatched macro in macros/engine/",
        _of_type(TokenType.L_BRACKET),
    ),
    SourceRule(
        "brace", "Spark has no struct literal", "use a dispatched macro in macros/engine/", _of_type(TokenType.L_BRACE)
    ),
    SourceRule(
        "double-quotes",
        "a name on DuckDB, a text on Spark",
        "rename the column, or use adapter.quote",
        _of_type(TokenType.IDENTIFIER),
    ),
    SourceRule(
        "distinct-on", "Spark has no DISTINCT ON", "number the rows in a CTE and filter the next one", _distinct_on
    ),
    SourceRule("asof-join", "Spark has no such join", "join on the range and number the rows", _asof),
    SourceRule(
        "backslash",
        "an escape in Spark's texts, a plain character in DuckDB's",
        "use the dispatched regex macro",
        _backslashes,
    ),
    SourceRule("clock", "models know one clock, the as-of date", "join the as-of date", _clock),
    SourceRule(
        "lone-type", "Spark knows no such type without a length", "cast to string, bigint or timestamp", _lone_types
    ),
)
