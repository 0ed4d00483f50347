"""What flows from where: the columns of a parsed query, each with the source columns whose values can reach it.

A value flows through every expression unless it is one of the anonymising uses, which say that or how many, never what:

- an argument of `count` (also distinct),
- the operand of `is null` and `is not null`,
- the inside of `exists`,
- a condition of a join, `where`, `having`, `qualify` or an aggregate's `filter`: it picks rows,
- a term of `group by`, of a window's `partition by` or `order by`: it groups and orders rows.

Everything else passes on what it was given: functions (also hashes: a pseudonym is not anonymous), `min`, `max`, lists,
comparisons and the conditions of `case` in a select list. What cannot be resolved raises, because it proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

Origins = frozenset[str]
NOTHING: Origins = frozenset()


class UnresolvedError(Exception):
    """A part of a query whose origin cannot be told."""


@dataclass(frozen=True)
class Relation:
    """Columns by lower-case name in order, with their origins; `is_open`: others exist and are clean (a seed)."""

    columns: Mapping[str, Origins] = field(default_factory=dict)
    is_open: bool = False


# Clauses of which it is known that no value passes through them, or that are followed; any other is not resolved.
_CLAUSES: dict[type[exp.Expr], frozenset[str]] = {
    exp.Select: frozenset(
        [
            "with_",
            "expressions",
            "from_",
            "joins",
            "laterals",
            "where",
            "group",
            "having",
            "qualify",
            "windows",
            "order",
            "limit",
            "offset",
            "distinct",
            "hint",
        ]
    ),
    exp.Table: frozenset({"this", "db", "catalog", "alias"}),
    exp.Subquery: frozenset({"this", "alias", "with_", "order", "limit", "offset"}),
    exp.Join: frozenset({"this", "on", "using", "side", "kind", "method"}),
}
Lookup = Callable[[exp.Table], Relation]


@dataclass(frozen=True)
class _Scope:
    """What a select sees: relations by alias, common table expressions, its own aliases, and the query around it."""

    lookup: Lookup
    ctes: Mapping[str, Relation]
    relations: Mapping[str, Relation] = field(default_factory=dict)
    aliases: Mapping[str, Origins] = field(default_factory=dict)
    around: _Scope | None = None

    def relation(self, alias: str) -> Relation | None:
        """The relation of that alias, here or around."""
        if alias in self.relations:
            return self.relations[alias]
        return self.around.relation(alias) if self.around else None

    def column(self, name: str) -> Origins | None:
        """Origins of an unqualified column; of all relations that have it, so that ambiguity never hides one."""
        having = [relation.columns[name] for relation in self.relations.values() if name in relation.columns]
        if having:
            return _union(having)
        if name in self.aliases:
            return self.aliases[name]
        if any(relation.is_open for relation in self.relations.values()):
            return NOTHING
        return self.around.column(name) if self.around else None


def query_columns(query: exp.Expr, lookup: Lookup) -> Relation:
    """The output columns of a query with their origins.

    Raises:
        UnresolvedError: a relation, column or construct whose origin cannot be told.
    """
    return _query(query, _Scope(lookup, {}))


def _query(query: exp.Expr, scope: _Scope) -> Relation:
    if isinstance(query, exp.Subquery | exp.Paren):
        _check_clauses(query)
        return _query(query.this, _with_ctes(query, scope))
    scope = _with_ctes(query, scope)
    if isinstance(query, exp.SetOperation):
        return _set_operation(query, scope)
    if isinstance(query, exp.Select):
        return _select(query, scope)
    raise UnresolvedError(f"a query of kind {type(query).__name__}")


def _with_ctes(query: exp.Expr, scope: _Scope) -> _Scope:
    clause = query.args.get("with_")
    if not clause:
        return scope
    for cte in clause.expressions:
        name, names = cte.alias.lower(), [column.name.lower() for column in cte.args["alias"].columns]
        known = _named(_recursive(name, names, cte.this, scope) if clause.recursive else _query(cte.this, scope), names)
        scope = _Scope(scope.lookup, {**scope.ctes, name: known}, scope.relations, scope.aliases, scope.around)
    return scope


def _recursive(name: str, names: list[str], query: exp.Expr, scope: _Scope) -> Relation:
    """The least fixed point: start with what the first branch gives, add until nothing new flows."""
    first = query
    while isinstance(first, exp.SetOperation):
        first = first.left
    known = _named(_query(first, _with_ctes(query, scope)), names)
    while True:
        inner = _Scope(scope.lookup, {**scope.ctes, name: known}, scope.relations, scope.aliases, scope.around)
        grown = _named(_query(query, inner), names)
        if grown == known:
            return known
        known = grown


def _set_operation(query: exp.SetOperation, scope: _Scope) -> Relation:
    left, right = _query(query.left, scope), _query(query.right, scope)
    if query.args.get("by_name") or left.is_open or right.is_open or len(left.columns) != len(right.columns):
        raise UnresolvedError("a union whose columns do not pair up")
    pairs = zip(left.columns.items(), right.columns.values(), strict=True)
    return Relation({name: ours | theirs for (name, ours), theirs in pairs})


def _select(query: exp.Select, scope: _Scope) -> Relation:
    relations: dict[str, Relation] = {}
    inner = _Scope(scope.lookup, scope.ctes, relations, {}, scope if scope.relations else scope.around)
    for part in _sources(query):
        relations[_alias(part, len(relations))] = _relation(part, inner)
    aliases: dict[str, Origins] = {}
    seeing = _Scope(scope.lookup, scope.ctes, relations, aliases, inner.around)
    columns: dict[str, Origins] = {}
    is_open = False
    for place, item in enumerate(query.expressions):
        if _is_star(item):
            starred = _star(item, seeing)
            for name, origins in starred.columns.items():
                _add(columns, name, origins)
            is_open |= starred.is_open
            continue
        name = item.output_name.lower() or f"_col_{place}"
        aliases[name] = _flow(item, seeing)
        _add(columns, name, aliases[name])
    return Relation(columns, is_open)


def _add(columns: dict[str, Origins], name: str, origins: Origins) -> None:
    """Add an output column; a second one of a name keeps its place, and what flows into it counts for the name too."""
    if name in columns:
        columns[name] |= origins
        name = f"{name}:{len(columns)}"
    columns[name] = origins


def _sources(query: exp.Select) -> Iterator[exp.Expr]:
    _check_clauses(query)
    start = query.args.get("from_")
    if start:
        yield start.this
    for join in query.args.get("joins") or ():
        _check_clauses(join)
        yield join.this
    yield from query.args.get("laterals") or ()


def _check_clauses(part: exp.Expr) -> None:
    known = _CLAUSES.get(type(part))
    other = [name for name, value in part.args.items() if value and known is not None and name not in known]
    if other:
        raise UnresolvedError(f"{', '.join(other)} of a {type(part).__name__.lower()}")


def _alias(part: exp.Expr, place: int) -> str:
    return part.alias_or_name.lower() or f"_from_{place}"


def _relation(part: exp.Expr, scope: _Scope) -> Relation:
    names = [column.name.lower() for column in part.args["alias"].columns] if part.args.get("alias") else []
    _check_clauses(part)
    if isinstance(part, exp.Table):
        is_plain = isinstance(part.this, exp.Identifier) and not part.db
        cte = scope.ctes.get(part.name.lower()) if is_plain else None
        return _named(cte or scope.lookup(part), names)
    if isinstance(part, exp.Lateral | exp.Unnest | exp.Values) and not isinstance(part.this, exp.Subquery):
        flown = _union(_flow(item, scope) for item in part.iter_expressions() if not isinstance(item, exp.TableAlias))
        return Relation(dict.fromkeys(names or [_alias(part, 0)], flown))
    if isinstance(part, exp.Subquery | exp.Lateral):
        return _named(_query(part.this, _Scope(scope.lookup, scope.ctes, {}, {}, scope)), names)
    raise UnresolvedError(f"a relation of kind {type(part).__name__}")


def _named(relation: Relation, names: list[str]) -> Relation:
    if not names:
        return relation
    if relation.is_open or len(names) > len(relation.columns):
        raise UnresolvedError("column names for a relation of other width")
    renamed = [*names, *list(relation.columns)[len(names) :]]
    return Relation(dict(zip(renamed, relation.columns.values(), strict=True)))


def _is_star(item: exp.Expr) -> bool:
    return isinstance(item, exp.Star) or (isinstance(item, exp.Column) and isinstance(item.this, exp.Star))


def _star(item: exp.Expr, scope: _Scope) -> Relation:
    star = item if isinstance(item, exp.Star) else item.this
    if star.args.get("replace") or star.args.get("rename"):
        raise UnresolvedError("a star with replaced or renamed columns")
    if isinstance(item, exp.Column):
        relation = scope.relation(item.table.lower())
        if relation is None:
            raise UnresolvedError(f"{item.table}.*")
        relations = [relation]
    else:
        relations = list(scope.relations.values())
    left_out = {column.name.lower() for column in star.args.get("except_") or ()}
    columns: dict[str, Origins] = {}
    for relation in relations:
        for name, origins in relation.columns.items():
            if name not in left_out:
                _add(columns, name, origins)
    return Relation(columns, any(relation.is_open for relation in relations))


def _flow(item: exp.Expr, scope: _Scope) -> Origins:
    """Origins whose values can reach the expression's value."""
    if isinstance(item, exp.Column):
        return _column(item, scope)
    if isinstance(item, exp.Count | exp.Exists) or (isinstance(item, exp.Is) and isinstance(item.expression, exp.Null)):
        return NOTHING
    if isinstance(item, exp.Filter | exp.Window):
        return _flow(item.this, scope)
    if isinstance(item, exp.Query):
        inner = _query(item, _Scope(scope.lookup, scope.ctes, {}, {}, scope))
        if inner.is_open:
            raise UnresolvedError("a subquery over all columns of a seed")
        return _union(inner.columns.values())
    return _union(_flow(child, scope) for child in item.iter_expressions())


def _column(item: exp.Column, scope: _Scope) -> Origins:
    name, table = item.name.lower(), item.table.lower()
    relation = scope.relation(table) if table else None
    if relation is not None:
        if name in relation.columns:
            return relation.columns[name]
        if relation.is_open:
            return NOTHING
        raise UnresolvedError(f"column {item.table}.{item.name}")
    found = scope.column(table or name)  # `entry.field`: a field of column entry
    if found is None:
        raise UnresolvedError(f"column {item.sql()}")
    return found


def _union(parts: Iterable[Origins]) -> Origins:
    return NOTHING.union(*parts)
