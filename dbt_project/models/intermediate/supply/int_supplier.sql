-- Grain: one row per supplier of a system's instance: those of the supplier master, and those that only other exports name
-- (`is_in_master` false; Odoo knows a supplier by its name).
{%- set mentions = {
    'stg_sap__ekko': 'null',
    'stg_sap__purchase_order_items': 'supplier_name',
    'stg_sap__matdoc': 'null',
    'stg_sap__material_documents': 'supplier_name',
    'stg_sap__inspection_lots': 'supplier_name',
    'stg_odoo__purchase_orders': 'supplier_id',
    'stg_odoo__purchase_order_lines': 'supplier_id',
} %}

with masters as (
    {{ newest_rows(ref('stg_sap__lfa1'), ['_system', '_instance', 'supplier_id']) }}
),

mentioned as (
    {%- for model, name in mentions.items() %}
    select
        _system as system,
        _instance as instance,
        supplier_id,
        cast({{ name }} as string) as supplier_name,
        _file,
        _record
    from {{ ref(model) }}
    where supplier_id is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

ranked as (
    select
        mentioned.*,
        row_number() over (
            partition by system, instance, supplier_id
            order by supplier_name nulls last, _file nulls last, _record nulls last
        ) as choice
    from mentioned
),

known as (
    select
        _system as system,
        _instance as instance,
        supplier_id,
        supplier_name,
        country,
        industry,
        account_group,
        trading_partner is not null as is_group_company,
        is_blocked,
        is_marked_for_deletion,
        created_on,
        true as is_in_master,
        _file,
        _record
    from masters
    where not is_deleted
    union all
    select
        ranked.system,
        ranked.instance,
        ranked.supplier_id,
        ranked.supplier_name,
        cast(null as string) as country,
        cast(null as string) as industry,
        cast(null as string) as account_group,
        false as is_group_company,
        false as is_blocked,
        false as is_marked_for_deletion,
        cast(null as date) as created_on,
        false as is_in_master,
        ranked._file,
        ranked._record
    from ranked
    left join masters
        on ranked.system = masters._system
        and ranked.instance = masters._instance
        and ranked.supplier_id = masters.supplier_id
        and not masters.is_deleted
    where ranked.choice = 1 and masters.supplier_id is null
),

final as (
    select
        system || ':' || instance || ':' || supplier_id as supplier_id,
        system,
        instance,
        supplier_id as source_id,
        coalesce(supplier_name, supplier_id) as supplier_name,
        country,
        industry,
        account_group,
        is_group_company,
        is_blocked,
        is_marked_for_deletion,
        created_on,
        is_in_master,
        _file,
        _record
    from known
)

select * from final
