"""Rules on compiled SQL: it parses as both engines, and types do not depend on the engine.

What a dispatched macro wrote for one engine may stand between `/* engine:<macro> */` and `/* end engine */`: it is
replaced by a name before the rules look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, SqlglotError
from sqlglot.tokenizer_core import TokenType

from orchestration.lint.finding import Finding
from orchestration.lint.source_rules import allowed, tokenize, unordered_nulls

_REGION = re.compile(r"/\* engine:(\w+) \*/((?:(?!/\* engine:).)*?)/\* end engine \*/", re.DOTALL)
_MARKS = re.compile(r"/\* (?:engine:\w+|end engine) \*/")
_WHOLE = frozenset({"year", "quarter", "month", "week", "day", "doy", "hour", "minute"})
_FRACTION_TYPES = (*exp.DataType.REAL_TYPES,)
_ROUNDING = (exp.Round, exp.Floor, exp.Ceil, exp.Predicate, exp.DateDiff, exp.Subquery)
_DOUBLE_FUNCTIONS = (exp.Exp, exp.Ln, exp.Sqrt, exp.Pow, exp.PercentileCont)
_WHOLE_FUNCTIONS = (exp.Count, exp.Length, exp.RowNumber, exp.DateDiff, exp.Extract, exp.IntDiv, exp.Sign, exp.Interval)


@dataclass(frozen=True)
class CompiledRule:
    """A rule over one parsed statement; `find` yields the offending nodes."""

    name: str
    why: str
    remedy: str
    find: Callable[[exp.Expr], Iterator[exp.Expr]]


def check_compiled(path: str, sql: str) -> list[Finding]:
    """Return what is refused in one compiled statement."""
    lines = sql.splitlines()
    text = _without_engine_parts(sql)
    if _MARKS.search(text):
        return [Finding(path, 1, "engine-mark", "a mark without its pair", "let the macro write both marks")]
    found: list[Finding] = []
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError as error:
        return [Finding(path, _line_of(error), "parse-duckdb", "DuckDB's grammar does not read it", _first_line(error))]
    try:
        sqlglot.parse_one(_for_spark(text), dialect="spark")
    except SqlglotError as error:
        remedy = f"use a dispatched macro in macros/engine/ ({_first_line(error)})"
        found.append(Finding(path, _line_of(error), "parse-spark", "Spark's grammar does not read it", remedy))
    for token in unordered_nulls(tokenize(text)):
        shown = lines[token.line - 1].strip()[:80]
        remedy = "write `nulls last` after every term"
        found.append(
            Finding(path, token.line, "nulls-order", "NULL sorts last on DuckDB, first on Spark", remedy, shown)
        )
    for rule in RULES:
        for node in rule.find(tree):
            found.append(Finding(path, _line(node), rule.name, rule.why, rule.remedy, node.sql("duckdb")[:80]))
    return sorted({finding for finding in found if not allowed(finding.rule, lines, finding.line)})


def _without_engine_parts(sql: str) -> str:
    """Replace marked regions, innermost first, by a name; their line breaks stay so that lines keep their numbers."""
    replaced, count = sql, 1
    while count:
        replaced, count = _REGION.subn(lambda m: f"engine_{m.group(1)}" + "\n" * m.group(2).count("\n"), replaced)
    return replaced


def _for_spark(sql: str) -> str:
    """Spell DuckDB's quoted relation names as Spark does, and a file source as a table."""
    out, last = [], 0
    for token in tokenize(sql):
        if token.token_type == TokenType.IDENTIFIER:
            out.append(sql[last : token.start] + "`" + token.text + "`")
            last = token.end + 1
    out.append(sql[last:])
    return re.sub(r"read_parquet\([^()]*\)", "engine_source", "".join(out))


def _line(node: exp.Expr) -> int:
    return next((int(part.meta["line"]) for part in node.walk() if "line" in part.meta), 1)


def _line_of(error: SqlglotError) -> int:
    return int(error.errors[0]["line"] or 1) if isinstance(error, ParseError) and error.errors else 1


def _first_line(error: SqlglotError) -> str:
    return re.sub(r"\x1b\[\d*m", "", str(error)).splitlines()[0]


def _is_cast_to(node: exp.Expr | None, types: tuple[exp.DType, ...]) -> bool:
    return isinstance(node, exp.Cast) and node.to.is_type(*types)


def _bare(node: exp.Expr | None) -> exp.Expr | None:
    while isinstance(node, exp.Paren | exp.Neg):
        node = node.this
    return node


def _contains(node: exp.Expr, wanted: Callable[[exp.Expr], bool], stop: tuple[type, ...] = ()) -> bool:
    if wanted(node):
        return True
    return not isinstance(node, stop) and any(_contains(child, wanted, stop) for child in node.iter_expressions())


def _is_double(node: exp.Expr) -> bool:
    def wanted(part: exp.Expr) -> bool:
        return _is_cast_to(part, (exp.DType.DOUBLE, exp.DType.FLOAT)) or isinstance(part, _DOUBLE_FUNCTIONS)

    return _contains(node, wanted, (exp.Subquery,))


def _is_whole(node: exp.Expr) -> bool:
    bare = _bare(node)
    if isinstance(bare, exp.Literal):
        return not bare.is_string and bare.name.isdigit()
    if isinstance(bare, exp.Case):
        branches = [branch.args["true"] for branch in bare.args["ifs"]] + [bare.args.get("default") or exp.Null()]
        return all(isinstance(branch, exp.Null) or _is_whole(branch) for branch in branches)
    if isinstance(bare, exp.Mul | exp.Add | exp.Sub):
        return _is_whole(bare.this) and _is_whole(bare.expression)
    if isinstance(bare, exp.Coalesce):
        return any(_is_whole(default) for default in bare.expressions)
    return isinstance(bare, _WHOLE_FUNCTIONS) or _is_cast_to(bare, (*exp.DataType.INTEGER_TYPES,))


def _is_number(node: exp.Expr) -> bool:
    """A written number, cast or not: its few digits widen a product by no more than themselves."""
    bare = _bare(node)
    return isinstance(_bare(bare.this) if isinstance(bare, exp.Cast) else bare, exp.Literal)


def _fraction(node: exp.Expr) -> bool:
    if isinstance(node, exp.Literal):
        return not node.is_string and "." in node.name
    return isinstance(node, exp.Div | exp.Avg | exp.PercentileCont) or _is_cast_to(node, _FRACTION_TYPES)


def _whole_casts(tree: exp.Expr) -> Iterator[exp.Expr]:
    stop = (*_ROUNDING, exp.Count)
    for cast in tree.find_all(exp.Cast):
        if not cast.to.is_type(*exp.DataType.INTEGER_TYPES):
            continue
        if isinstance(cast.this, exp.Literal) and cast.this.is_string and "." in cast.this.name:
            yield cast
        elif not isinstance(_bare(cast.this), stop):
            inner = cast.this
            nested = _is_cast_to(_bare(inner), (*exp.DataType.INTEGER_TYPES,))
            if not nested and _contains(inner, _fraction, stop):
                yield cast


def _top_of_arithmetic(node: exp.Expr) -> exp.Expr:
    while isinstance(node.parent, exp.Add | exp.Sub | exp.Mul | exp.Paren | exp.Neg):
        node = node.parent
    return node


def _is_settled(node: exp.Expr) -> bool:
    """Cast to a type, or only compared: then date or timestamp makes no difference."""
    settled = (
        exp.Cast,
        exp.Predicate,
        exp.WindowSpec,
        exp.TimestampTrunc,
        exp.DateTrunc,
        exp.DateDiff,
        exp.GenerateSeries,
    )
    return isinstance(_top_of_arithmetic(node).parent, settled)


def _intervals(tree: exp.Expr) -> Iterator[exp.Expr]:
    return (node.parent or node for node in tree.find_all(exp.Interval) if not _is_settled(node))


def _truncations(tree: exp.Expr) -> Iterator[exp.Expr]:
    return (node for node in tree.find_all(exp.TimestampTrunc, exp.DateTrunc) if not _is_settled(node))


def _extracts(tree: exp.Expr) -> Iterator[exp.Expr]:
    return (node for node in tree.find_all(exp.Extract) if node.name.lower() not in _WHOLE)


def _products(tree: exp.Expr) -> Iterator[exp.Expr]:
    for product in tree.find_all(exp.Mul):
        sides = (product.this, product.expression)
        if any(_is_whole(side) or _is_double(side) or _is_number(side) or side.find(exp.Interval) for side in sides):
            continue
        top = _top_of_arithmetic(product)
        law = all(_is_cast_to(_bare(side), _FRACTION_TYPES) for side in sides)
        if not (law and _is_cast_to(top.parent, _FRACTION_TYPES)):
            yield product


def _quotients(tree: exp.Expr) -> Iterator[exp.Expr]:
    for quotient in tree.find_all(exp.Div):
        if not (_is_double(quotient.this) or _is_double(quotient.expression)):
            yield quotient


def _is_constant(node: exp.Expr) -> bool:
    """Written numbers only, none of them 0."""
    numbers = list(node.find_all(exp.Literal))
    zero = any(number.is_string or float(number.name) == 0 for number in numbers)
    return bool(numbers) and not zero and isinstance(node, exp.Literal | exp.Mul) and not node.find(exp.Column)


def _zero_divisors(tree: exp.Expr) -> Iterator[exp.Expr]:
    for quotient in tree.find_all(exp.Div):
        divisor = _bare(quotient.expression)
        divisor = _bare(divisor.this) if isinstance(divisor, exp.Cast) else divisor
        if not (isinstance(divisor, exp.Nullif) or (divisor is not None and _is_constant(divisor))):
            yield quotient


def _averages(tree: exp.Expr) -> Iterator[exp.Expr]:
    for mean in tree.find_all(exp.Avg):
        outer = mean.parent if isinstance(mean.parent, exp.Filter | exp.Window) else mean
        if not _is_double(mean.this) and not isinstance(outer.parent, exp.Cast):
            yield mean


def _double_sums(tree: exp.Expr) -> Iterator[exp.Expr]:
    double = (exp.DType.DOUBLE, exp.DType.FLOAT)
    return (node for node in tree.find_all(exp.Sum) if _is_cast_to(_bare(node.this), double))


def _early_substrings(tree: exp.Expr) -> Iterator[exp.Expr]:
    for node in tree.find_all(exp.Substring):
        start = node.args.get("start")
        if isinstance(start, exp.Literal) and start.name == "0":
            yield node


def _untyped_nulls(tree: exp.Expr) -> Iterator[exp.Expr]:
    return (alias for alias in tree.find_all(exp.Alias) if isinstance(_bare(alias.this), exp.Null))


RULES: tuple[CompiledRule, ...] = (
    CompiledRule(
        "whole-cast",
        "DuckDB rounds, Spark cuts off, and refuses a text with a fraction",
        "round() or floor() before the cast to a whole number",
        _whole_casts,
    ),
    CompiledRule(
        "untyped-interval",
        "date plus interval is a timestamp on DuckDB and a date on Spark",
        "wrap the sum in cast(… as date) or cast(… as timestamp)",
        _intervals,
    ),
    CompiledRule(
        "untyped-trunc",
        "date_trunc of a date is a date on DuckDB and a timestamp on Spark",
        "wrap it in cast(… as date) or cast(… as timestamp)",
        _truncations,
    ),
    CompiledRule(
        "extract-part",
        "this part is unknown to Spark or numbered differently",
        "use year, quarter, month, week, day, doy, hour, minute, or a dispatched macro",
        _extracts,
    ),
    CompiledRule(
        "bare-product", "precision of a decimal product differs and may overflow", "use mul(a, b, scale)", _products
    ),
    CompiledRule(
        "bare-quotient",
        "decimal division is double on DuckDB and a decimal of scale 6 on Spark",
        "divide once, in double: cast(a as double) / nullif(cast(b as double), 0)",
        _quotients,
    ),
    CompiledRule(
        "zero-divisor",
        "x / 0 is infinite on DuckDB and an error on Spark",
        "divide by nullif(b, 0)",
        _zero_divisors,
    ),
    CompiledRule(
        "bare-average", "avg of decimals is double on DuckDB and decimal on Spark", "cast the result", _averages
    ),
    CompiledRule(
        "double-sum", "a sum of doubles depends on the order of the threads", "sum decimals, cast the sum", _double_sums
    ),
    CompiledRule(
        "substring-zero", "position 0 counts as a character on DuckDB only", "count from 1", _early_substrings
    ),
    CompiledRule(
        "untyped-null", "an integer on DuckDB, a void that Spark cannot store", "cast(null as type)", _untyped_nulls
    ),
)
