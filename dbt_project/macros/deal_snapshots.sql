{#- Select of the deals of all CRMs as every snapshot told them; a snapshot is compared with the one before it of its own dataset. -#}
{% macro deal_snapshots() %}
    {%- for model in ['stg_salesforce__opportunity', 'stg_hubspot__deal', 'stg_hubspot__deals_csv'] %}
    select
        _system,
        _instance,
        _dataset,
        opportunity_id,
        amount,
        currency,
        is_closed,
        is_won,
        is_deleted,
        _date_from,
        _newness,
        _record
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}
