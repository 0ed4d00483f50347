"""Functions that exist on one engine only or answer differently on the other.

Name -> (what happens, what to write). They are refused in models, tests and macros outside `macros/engine/`, where the
dispatched macros keep them.
"""

from __future__ import annotations

_NOT_ON_SPARK = "Spark has no such function"
_CLOCK = "models know one clock, the as-of date; a rebuild must give the same rows"
_NUMBERED = "number the rows in a total order and keep the first"
_ENGINE = "write a dispatched macro in macros/engine/"

CLOCK_KEYWORDS = frozenset({"current_date", "current_timestamp", "current_time", "localtimestamp", "localtime"})

REFUSED: dict[str, tuple[str, str]] = {
    "date_diff": ("the quoted unit is refused by Spark, and months are counted differently", "use dbt.datediff"),
    "datediff": ("argument order and month counting differ", "use dbt.datediff"),
    "date_sub": ("another function of the same name on Spark", "use dbt.dateadd inside a cast"),
    "date_add": ("a timestamp on DuckDB, a date on Spark", "use dbt.dateadd inside a cast"),
    "timestampdiff": ("whole months on Spark, unknown to DuckDB", "use dbt.datediff"),
    "date_part": ("days of the week are numbered differently", _ENGINE),
    "dayofweek": ("Sunday is 0 on DuckDB and 1 on Spark", _ENGINE),
    "weekday": ("days of the week are numbered differently", _ENGINE),
    "isodow": (_NOT_ON_SPARK, _ENGINE),
    "epoch": (_NOT_ON_SPARK, _ENGINE),
    "epoch_ms": (_NOT_ON_SPARK, _ENGINE),
    "strftime": (_NOT_ON_SPARK, _ENGINE),
    "strptime": (_NOT_ON_SPARK, _ENGINE),
    "try_strptime": (_NOT_ON_SPARK, _ENGINE),
    "to_timestamp": ("seconds on DuckDB, text on Spark", _ENGINE),
    "now": (_CLOCK, "join the as-of date"),
    "today": (_CLOCK, "join the as-of date"),
    "random": (_CLOCK, "use md5 of a key"),
    "uuid": (_CLOCK, "use md5 of a key"),
    "printf": ("NULL gives NULL on DuckDB and the text 'null' on Spark", _ENGINE),
    "dayname": ("Monday on DuckDB, Mon on Spark", "join dim_date"),
    "monthname": ("November on DuckDB, Nov on Spark", "join dim_date"),
    "concat": ("DuckDB skips NULL, Spark returns NULL", "use || or dbt.concat, with coalesce where NULL may come"),
    "regexp_matches": (_NOT_ON_SPARK, _ENGINE),
    "regexp_replace": ("DuckDB replaces the first match, Spark all; the 'g' option is refused by Spark", _ENGINE),
    "string_split": (_NOT_ON_SPARK, "use dbt.split_part, or a dispatched macro"),
    "str_split": (_NOT_ON_SPARK, "use dbt.split_part, or a dispatched macro"),
    "split": ("a literal separator on DuckDB, a pattern on Spark", "use dbt.split_part, or a dispatched macro"),
    "starts_with": ("Spark calls it startswith", "use left(x, n) = '…' or like"),
    "ends_with": (_NOT_ON_SPARK, "use right(x, n) = '…' or like"),
    "strpos": (_NOT_ON_SPARK, "use dbt.position"),
    "log": ("base 10 on DuckDB, base e on Spark", "use ln or log10"),
    "trunc": ("numbers on DuckDB, dates on Spark", "use floor, or dbt.date_trunc"),
    "hash": ("every engine hashes its own way", "use md5"),
    "arg_max": (_NOT_ON_SPARK, _NUMBERED),
    "arg_min": (_NOT_ON_SPARK, _NUMBERED),
    "max_by": ("DuckDB skips rows whose value is NULL, Spark returns the NULL", _NUMBERED),
    "min_by": ("DuckDB skips rows whose value is NULL, Spark returns the NULL", _NUMBERED),
    "quantile_cont": (_NOT_ON_SPARK, "use percentile_cont(p) within group (order by x nulls last)"),
    "any_value": ("which value comes is up to the engine and its threads", "use min or max"),
    "first": ("which value comes is up to the engine and its threads", _NUMBERED),
    "last": ("which value comes is up to the engine and its threads", _NUMBERED),
    "array_agg": ("DuckDB keeps NULL, Spark drops it", _ENGINE),
    "list": (_NOT_ON_SPARK, _ENGINE),
    "list_aggregate": (_NOT_ON_SPARK, _ENGINE),
    "list_contains": (_NOT_ON_SPARK, "use array_contains"),
    "list_value": (_NOT_ON_SPARK, _ENGINE),
    "list_transform": (_NOT_ON_SPARK, _ENGINE),
    "list_filter": (_NOT_ON_SPARK, _ENGINE),
    "list_distinct": (_NOT_ON_SPARK, "use array_distinct"),
    "list_sort": (_NOT_ON_SPARK, _ENGINE),
    "struct_pack": (_NOT_ON_SPARK, _ENGINE),
    "unnest": (_NOT_ON_SPARK, _ENGINE),
    "generate_series": (_NOT_ON_SPARK, "join dim_date, or use a dispatched macro"),
    "range": ("a list on DuckDB, a table on Spark", "join dim_date, or use a dispatched macro"),
    "json_extract": (_NOT_ON_SPARK, _ENGINE),
    "json_extract_string": (_NOT_ON_SPARK, _ENGINE),
    "from_json": ("the schema is written differently", _ENGINE),
    "read_parquet": ("a file is a source", "declare it in a sources YAML and use source()"),
    "read_csv": ("a file is a source", "declare it in a sources YAML and use source()"),
}
