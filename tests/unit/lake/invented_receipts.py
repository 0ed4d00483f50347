"""One receipt to vary."""

from datetime import date, datetime

from sources.lake.receipts import Receipt

RECEIPT = Receipt(
    file_id="a" * 16, sha256="a" * 64, size=10, name="ledger.csv", system="quickbooks", dataset="general_ledger",
    entity="gl_entry", kind="ledger", load_mode="replace_slice", precedence=10, contract_version="1.0.0",
    contract_digest="d", instance="acme", exported_at=datetime(2026, 1, 1, 9), exported_at_source="content",
    snapshot_date=None, received_seq=1, received_at=datetime(2026, 2, 1, 3), rows_read=3, rows_loaded=3,
    rows_rejected=0, first_row=2, key_columns=(), partitions=("",), window_from=date(2026, 1, 1),
    window_to=date(2026, 1, 31), window_stated=True,
)  # fmt: skip
