"""SAP logistics of the German plants, logon language German: MB51, MB52, ME2N, COOISPI, and two tables from SE16N.

The material document list of the month before the last was first taken before its last day was posted; the list of
the year replaces it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from sources.demo.company.frame import add_months, month_end
from sources.demo.company.org import DE
from sources.demo.company.plants import FIRST_LIST
from sources.demo.events import Company
from sources.demo.events.supply import PurchaseLine, StockMove
from sources.demo.exports.dirt import UNDATED_STOCK_MOVES
from sources.demo.exports.sap_list import Value, write_sheet, write_text_list

MB51 = (
    "Werk", "LOrt", "Materialbeleg", "MatBelPos", "BwA", "Material", "Materialkurztext", "Buchungsdatum",
    "Menge in ErfassME", "ErfassME", "Betrag in Hauswährung", "Bestellung", "Pos.", "Auftrag", "Benutzername",
)  # fmt: skip
MB52 = (
    "Material", "Materialkurztext", "Werk", "Lagerort", "Basismengeneinheit", "Frei verwendbar", "In Qualitätsprüfung",
    "Gesperrt", "Währung", "Wert frei verwendbar",
)  # fmt: skip
ME2N = (
    "Einkaufsbeleg", "Position", "Löschkennzeichen", "Belegdatum", "Lieferant/Lieferwerk", "Material", "Kurztext",
    "Werk", "Bestellmenge", "Bestellmengeneinheit", "Nettopreis", "Preiseinheit", "Währung", "Nettobestellwert",
    "Noch zu liefern (Menge)", "Noch zu liefern (Wert)", "Noch zu berechnen (Menge)", "Lieferdatum",
)  # fmt: skip
COOISPI = (
    "Auftrag", "Materialnummer", "Materialkurztext", "Werk", "Auftragsart", "Systemstatus", "Auftragsmenge (GMEIN)",
    "Gelieferte Menge (GMEIN)", "Rückgemeldeter Ausschuss (GMEIN)", "Mengeneinheit (=GMEIN)", "Eckstarttermin",
    "Eckendtermin", "Istarttermin", "Istendtermin",
)  # fmt: skip
EKET = ("MANDT", "EBELN", "EBELP", "ETENR", "EINDT", "SLFDT", "MENGE", "WEMNG")
EKBE = (
    "MANDT", "EBELN", "EBELP", "ZEKKN", "VGABE", "GJAHR", "BELNR", "BUZEI", "BEWTP", "BWART", "BUDAT", "SHKZG", "MENGE",
    "DMBTR", "WRBTR", "WAERS",
)  # fmt: skip
STATUS = {
    "released": "FREI  VOKL",
    "in_progress": "FREI  TRÜCK VOKL",
    "completed": "FREI  RÜCK GLFT VOKL",
    "cancelled": "ERÖF  LÖKZ",
}
PLACE = "0001"


def write_sap_logistics(company: Company, folder: Path) -> None:
    """Writes the lists of the plants into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    moves = [one for one in company.supply.moves if one.system == "sap"]
    for year in sorted({one.day.year for one in moves}):
        taken = min(date(year + 1, 1, 10), company.as_of)
        undated = UNDATED_STOCK_MOVES if taken == company.as_of else 0
        rows = _moves(company, [one for one in moves if one.day.year == year], undated)
        write_text_list(folder / f"MB51_{year}_{taken}.txt", MB51, rows, taken)
    last_month = add_months(company.as_of, -1)
    early = [one for one in moves if last_month <= one.day < month_end(last_month) - timedelta(days=2)]
    taken = add_months(company.as_of, 0)
    if early:
        write_text_list(folder / f"MB51_{last_month:%B}_{taken}.txt", MB51, _moves(company, early), taken)
    for day in company.supply.stock_days:
        write_sheet(folder / f"MB52_{day}.xlsx", MB52, _stock(company, day))
    for day in (FIRST_LIST, company.as_of):
        write_sheet(folder / f"ME2N_{day}.xlsx", ME2N, _purchases(company, day))
    write_text_list(folder / f"COOISPI_{company.as_of}.txt", COOISPI, _production(company), company.as_of)
    write_sheet(folder / f"SE16N_EKET_{company.as_of}.xlsx", EKET, _schedule(company))
    write_sheet(folder / f"SE16N_EKBE_{company.as_of}.xlsx", EKBE, _history(company))


def _texts(company: Company) -> dict[str, tuple[str, str, Decimal]]:
    return {one.product_id: (one.name_de, one.unit, one.price) for one in company.supply.products}


def _moves(company: Company, moves: list[StockMove], undated: int = 0) -> Iterator[list[Value]]:
    texts = _texts(company)

    def row(move: StockMove, day: date | None, document: str) -> list[Value]:
        name, unit, _ = texts[move.product_id]
        purchase = move.order if move.order_item else None
        return [
            move.plant, PLACE, document, f"{move.item:04d}", move.movement_type, move.product_id, name, day,
            move.quantity, unit, move.amount, purchase, f"{move.order_item:05d}" if move.order_item else None,
            None if purchase else move.order, "KRAUSE",
        ]  # fmt: skip

    for move in moves:
        yield row(move, move.day, move.document)
    for number in range(undated):
        yield row(moves[0], None, f"4999{number:06d}")


def _stock(company: Company, day: date) -> Iterator[list[Value]]:
    """What lies unrestricted at the end of a day."""
    texts, currency = _texts(company), next(one.currency for one in company.entities if one.entity_id == DE)
    for opening in company.supply.openings:
        if opening.plant not in ("2010", "2020"):
            continue
        quantity = opening.quantity + sum(
            one.quantity
            for one in company.supply.moves
            if (one.plant, one.product_id) == (opening.plant, opening.product_id) and one.day <= day
        )
        name, unit, price = texts[opening.product_id]
        yield [opening.product_id, name, opening.plant, PLACE, unit, quantity, 0, 0, currency, quantity * price]


def _lines(company: Company) -> Iterator[PurchaseLine]:
    return (one for one in company.supply.purchases if one.system == "sap")


def _purchases(company: Company, day: date) -> Iterator[list[Value]]:
    """The order lines as they stood at the end of a day."""
    texts = _texts(company)
    for line in _lines(company):
        if line.ordered_on > day:
            continue
        received = sum(one.quantity for one in line.receipts if one.day <= day)
        invoiced = sum(one.quantity for one in line.invoices if one.day <= day)
        promised = [promise for known, promise in line.promises if known <= day][-1]
        name, unit, _ = texts[line.product_id]
        missing = line.quantity - received
        yield [
            line.order,
            f"{line.item:05d}",
            "L" if line.is_cancelled else None,
            line.ordered_on,
            f"{line.supplier_id}  {line.supplier_name}",
            line.product_id,
            name,
            line.plant,
            line.quantity,
            unit,
            line.price,
            1,
            line.currency,
            line.amount,
            missing,
            missing * line.price,
            line.quantity - invoiced,
            promised,
        ]


def _production(company: Company) -> Iterator[list[Value]]:
    texts = _texts(company)
    for order in company.supply.production:
        name, unit, _ = texts[order.product_id]
        yield [
            f"{order.order:>012}", order.product_id, name, order.plant, "PP01", STATUS[order.status], order.quantity,
            order.delivered, order.scrapped, unit, *order.planned, order.started, order.finished,
        ]  # fmt: skip


def _schedule(company: Company) -> Iterator[list[Value]]:
    for line in _lines(company):
        yield ["100", line.order, f"{line.item:05d}", "0001", line.promises[-1][1], line.promises[0][1], line.quantity,
               line.received]  # fmt: skip


def _history(company: Company) -> Iterator[list[Value]]:
    for line in _lines(company):
        for kind, category, movement, events in (("1", "E", "101", line.receipts), ("2", "Q", None, line.invoices)):
            for one in events:
                yield ["100", line.order, f"{line.item:05d}", "00", kind, one.day.year, one.document, "0001", category,
                       movement, one.day, "S", one.quantity, one.amount, one.amount, line.currency]  # fmt: skip
