{#- Number of a raw row as a person counts it in the file. Where records simply follow each other it is not stored: then it is
    the position in the Parquet file (0-based) and the number of the file's first record. -#}
{% macro record_number(raw, file) -%}
    cast(coalesce({{ raw }}._row, {{ adapter.dispatch('row_position')(raw) }} + {{ file }}.first_row) as bigint)
{%- endmacro %}
{% macro default__row_position(raw) %}{{ raw }}._metadata.row_index{% endmacro %}
{% macro duckdb__row_position(raw) %}{{ raw }}.file_row_number{% endmacro %}
