{#- The lake's files as relations. DuckDB reads them where dbt_sources says (meta `external_location`); Spark gets an external
    table over the same place, registered anew at the start of every run: a new table lists the folder as it is now, and dropping
    it leaves the files. The schema is the contract's (the YAML columns), because Spark takes files that begin with `_` for hidden
    ones and would find none in a folder that has only `_schema.parquet`. -#}
{% macro register_sources() %}{{ return(adapter.dispatch('register_sources')()) }}{% endmacro %}

{% macro duckdb__register_sources() %}{% endmacro %}

{% macro default__register_sources() %}
    {%- if execute and flags.WHICH in ('build', 'run', 'seed') -%}
        {%- set lake = env_var('OPSMART_LAKE') -%}
        {%- set there = {} -%}
        {%- for table in graph.sources.values() | selectattr('package_name', 'equalto', project_name) -%}
            {%- if table.schema not in there -%}
                {%- do run_query('create schema if not exists ' ~ table.schema) -%}
                {%- do there.update({table.schema: run_query('show tables in ' ~ table.schema).columns[1].values() | list}) -%}
            {%- endif -%}
            {%- set relation = table.schema ~ '.' ~ table.identifier -%}
            {%- set columns = [] -%}
            {%- for column in table.columns.values() -%}
                {%- do columns.append('`' ~ column.name ~ '` ' ~ spark_type(column.data_type)) -%}
            {%- endfor -%}
            {%- set place = lake ~ '/' ~ source_place(table.config.meta.external_location) -%}
            {%- if table.identifier in there[table.schema] -%}{%- do run_query('drop table ' ~ relation) -%}{%- endif -%}
            {%- do run_query(
                'create table ' ~ relation ~ ' (' ~ columns | join(', ') ~ ") using parquet location '" ~ place.replace("'", "\\'") ~ "'"
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{#- Folder (of `x/*.parquet`) or file, below the lake, that an external location reads. -#}
{% macro source_place(location) %}
    {%- set path = modules.re.search("read_parquet\\('([^']+)'", location).group(1) -%}
    {{- return(modules.re.sub('/\\*+\\.parquet$', '', path)) -}}
{% endmacro %}

{#- Spark's name of a type in the source files. The lake's timestamps are UTC without a zone: the session's zone is UTC, so they
    are Spark's `timestamp`, the type that its functions return and that contracts name. -#}
{% macro spark_type(type) %}
    {%- set item = type | lower | replace('[]', '') -%}
    {%- set name = {'varchar': 'string', 'integer': 'int'}.get(item, item) -%}
    {{- return('array<' ~ name ~ '>' if type.endswith('[]') else name) -}}
{% endmacro %}
