{#- Loading of seeds on Spark: dbt-spark 1.11 binds an empty cell as the text 'None' (an error in a number column, a wrong value in
    a text column); here it is NULL. -#}
{% macro spark__load_csv_rows(model, agate_table) %}
    {%- set types = model['config'].get('column_types', {}) -%}
    {%- set statements = [] -%}
    {%- for chunk in agate_table.rows | batch(get_batch_size()) -%}
        {%- set statement -%}
            insert into {{ this }} values
            {%- for row in chunk %}
            (
                {%- for column in agate_table.column_names -%}
                    {%- set type = types.get(column, adapter.convert_type(agate_table, loop.index0)) -%}
                    {%- set cell = row[loop.index0] -%}
                    cast({{ 'null' if cell is none else "'" ~ (cell | string).replace('\\', '\\\\').replace("'", "\\'") ~ "'" }} as {{ type }})
                    {{- ', ' if not loop.last -}}
                {%- endfor -%}
            ){{ ',' if not loop.last }}
            {%- endfor %}
        {%- endset -%}
        {%- do adapter.add_query(statement, abridge_sql_log=True) -%}
        {%- do statements.append(statement) -%}
    {%- endfor -%}
    {{- return(statements | first) -}}
{% endmacro %}
