{#- Writing of a candidate's Parquet by Spark; on DuckDB orchestration does it, with COPY. Each export is
    {relation, columns: [{name, type, value}], key, where, folder}: one file in the order of its key. A moment is written without a zone
    (the session's is UTC), as DuckDB writes it. -#}
{% macro export_parquet(exports) %}
    {%- for export in exports -%}
        {%- set selected = [] -%}
        {%- for column in export.columns -%}
            {%- set value = column.value if column.value else '`' ~ column.name ~ '`' -%}
            {%- if column.type == 'timestamp' -%}{%- set value = 'cast(' ~ value ~ ' as timestamp_ntz)' -%}{%- endif -%}
            {%- do selected.append(value ~ ' as `' ~ column.name ~ '`') -%}
        {%- endfor -%}
        {%- set order = [] -%}
        {%- for name in export.key -%}{%- do order.append('`' ~ name ~ '` asc nulls last') -%}{%- endfor -%}
        {%- do run_query(
            "insert overwrite directory '" ~ export.folder.replace("'", "\\'") ~ "' using parquet options (compression 'zstd') "
            ~ 'select * from (select /*+ repartition(1) */ ' ~ selected | join(', ') ~ ' from ' ~ export.relation ~ ' where ' ~ export.where ~ ') '
            ~ 'sort by ' ~ order | join(', ')
        ) -%}
    {%- endfor -%}
{% endmacro %}
