"""What a release holds beside its Parquet, one module each: DuckDB file, workbook, scorecard."""
