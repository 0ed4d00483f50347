{#- Schemas on Spark lie in the home (OPSMART_TABLES), so that what follows dbt reads the tables where they are. A catalog that has
    a schema of that name elsewhere belongs to another home: to go on would overwrite its tables. -#}
{% macro spark__create_schema(relation) %}
    {%- set tables = env_var('OPSMART_TABLES', '') -%}
    {%- set place = tables ~ '/' ~ relation.schema -%}
    {%- do run_query(
        'create schema if not exists ' ~ relation.without_identifier()
        ~ (" location '" ~ place.replace("'", "\\'") ~ "'" if tables else '')
    ) -%}
    {%- if tables -%}
        {%- for row in run_query('describe schema ' ~ relation.without_identifier()).rows if row[0] == 'Location' -%}
            {%- if modules.re.sub('^file:/*', '/', row[1]) != place -%}
                {{- exceptions.raise_compiler_error(
                    'schema ' ~ relation.schema ~ ' of this catalog lies in ' ~ row[1] ~ ', not in ' ~ place ~ ': give each home a catalog of its own'
                ) -}}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
