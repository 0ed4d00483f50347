{#- A view in one statement. dbt's own way (another name, two renames, a drop) guards a swap that DuckDB makes by itself, and takes
    longer than the view: most models are views. -#}
{% materialization view, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='view') -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- if existing is not none and not existing.is_view -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% call statement('main') -%}
        {%- if config.get('contract').enforced -%}
            {{- get_assert_columns_equivalent(sql) -}}
        {%- endif %}
create or replace view {{ relation }} as (
{{ sql }}
)
    {%- endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}
