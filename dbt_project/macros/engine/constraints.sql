{#- Contract constraints on Spark: plain Parquet tables know no NOT NULL, so the columns that have it are looked through after the
    table is written, and the model fails as it does on DuckDB. -#}
{% macro spark__persist_constraints(relation, model) %}
    {%- set required = [] -%}
    {%- for column in model.columns.values() if column.constraints | selectattr('type', 'equalto', 'not_null') | list -%}
        {%- do required.append(column.name) -%}
    {%- endfor -%}
    {%- if execute and required and model.config.contract.enforced -%}
        {%- set missing -%}
            select {% for name in required %}count(*) - count({{ name }}) as {{ name }}{{ ', ' if not loop.last }}{% endfor %}
            from {{ relation }}
        {%- endset -%}
        {%- for name, count in run_query(missing).rows[0].dict().items() if count -%}
            {{- exceptions.raise_compiler_error(relation ~ '.' ~ name ~ ' is NULL in ' ~ count ~ ' rows; its contract says not_null') -}}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
