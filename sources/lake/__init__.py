"""The append-only store: originals, raw rows, receipts and the ledger; the index is derived from the receipts."""
