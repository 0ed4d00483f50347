"""What a contract says of a ledger's lines: their signed amount, which of them count, which batch they are of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sources.layout.fields import Fields, Wrong


@dataclass(frozen=True)
class Amount:
    """Columns that make a debit-positive amount.

    `value` (signed, or minus where `side` is one of `credit`), or `debit` minus `credit_column`; `currency` is the
    column of its currency.
    """

    value: str | None
    debit: str | None
    credit_column: str | None
    side: str | None
    credit: tuple[str, ...]
    currency: str | None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that it names."""
        named = (self.value, self.debit, self.credit_column, self.side, self.currency)
        return tuple(name for name in named if name)

    def sql(self) -> str:
        """DuckDB: the signed amount, NULL where no cell of it is filled."""
        if self.value is None:
            debit, credit = quoted(self.debit), quoted(self.credit_column)
            filled = f"coalesce({debit}, {credit}) is not null"
            return f"case when {filled} then coalesce({debit}, 0) - coalesce({credit}, 0) end"
        value = quoted(self.value)
        if self.side is None:
            return value
        return f"case when upper(trim({quoted(self.side)})) in ({_list(self.credit)}) then -{value} else {value} end"


@dataclass(frozen=True)
class Counting:
    """Records whose `column` holds one of `texts` count (`only`), or do not (`but`); an empty cell is ''."""

    column: str
    only: bool
    texts: tuple[str, ...]

    def sql(self, text: str) -> str:
        """DuckDB condition on the SQL of the column as text."""
        return f"upper(trim(coalesce({text}, ''))) {'in' if self.only else 'not in'} ({_list(self.texts)})"


@dataclass(frozen=True)
class LedgerColumns:
    """The property `ledger` of a contract (documented in `sources.contract`)."""

    amounts: tuple[Amount, ...]
    counts: tuple[Counting, ...]
    lines: int
    batch: tuple[str, ...]

    def amount_sql(self) -> str:
        """DuckDB: the signed amount of a raw row, 0 where no cell is filled."""
        return f"coalesce({', '.join(amount.sql() for amount in self.amounts)}, 0)"

    def currency_sql(self) -> str:
        """DuckDB: the currency of that amount, NULL where the row does not say."""
        choices = "".join(
            f" when {amount.sql()} is not null then "
            + (f"upper(nullif(trim({quoted(amount.currency)}), ''))" if amount.currency else "null")
            for amount in self.amounts
        )
        return f"case{choices} end"


NO_RULES = LedgerColumns((), (), 1, ())


def quoted(name: str | None) -> str:
    """A SQL identifier."""
    return '"' + (name or "").replace('"', '""') + '"'


def _list(texts: tuple[str, ...]) -> str:
    return ", ".join("'" + text.upper().replace("'", "''") + "'" for text in texts)


def ledger_from(custom: dict[str, Any], columns: set[str], wrong: Wrong) -> LedgerColumns:
    """Take `ledger` out of `custom`; without it every record counts and nothing is said of amounts."""
    told = custom.pop("ledger", None)
    if told is None:
        return NO_RULES
    block = Fields("ledger", told, wrong)
    choices = block.value.pop("amount", [])
    if not isinstance(choices, list):
        raise wrong("customProperties.ledger.amount", f"is {choices!r}", "a list of mappings")
    amounts = tuple(_amount(Fields("ledger.amount", choice, wrong), wrong) for choice in choices)
    counts = tuple(_counting(block.block("counts"), wrong))
    found = LedgerColumns(amounts, counts, block.whole("lines") or 1, block.texts("batch"))
    block.done()
    named = [name for amount in amounts for name in amount.columns] + [one.column for one in counts]
    for name in [*named, *found.batch]:
        if name not in columns:
            raise wrong("customProperties.ledger", f"names an unknown column {name!r}")
    return found


def _amount(block: Fields, wrong: Wrong) -> Amount:
    value, debit, side = block.text("value"), block.text("debit"), block.text("side")
    credit = block.texts("credit")
    currency = block.text("currency")
    block.done()
    if (value is None) == (debit is None):
        raise wrong("customProperties.ledger.amount", "has both or neither", "either `value` or `debit` and `credit`")
    if value is None and (side or len(credit) != 1):
        raise wrong("customProperties.ledger.amount.credit", f"is {list(credit)}", "the column beside `debit`")
    if value is not None and bool(side) != bool(credit):
        raise wrong("customProperties.ledger.amount.side", "goes with the texts that mean `credit`, and only with them")
    if value is None:
        return Amount(None, debit, credit[0], None, (), currency)
    return Amount(value, None, None, side, credit, currency)


def _counting(block: Fields | None, wrong: Wrong) -> list[Counting]:
    found = []
    for name in list(block.value) if block else []:
        assert block
        rule = block.block(name)
        only, but = (rule.texts("only"), rule.texts("but")) if rule else ((), ())
        if rule:
            rule.done()
        if bool(only) == bool(but):
            raise wrong(f"customProperties.ledger.counts.{name}", "has both or neither", "either `only` or `but`")
        found.append(Counting(name, bool(only), only or but))
    return found
