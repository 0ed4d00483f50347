"""Bytes to cells: encodings, delimited text, workbooks, JSON. Knows no contract and no product."""
