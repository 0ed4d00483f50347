-- Grain: one row per product of a system's instance: those of the material master, and those that only other exports name
-- (`is_in_master` false; Odoo and QuickBooks export no master).
{%- set mentions = {
    'stg_sap__warehouse_stocks': ['product_name', 'unit'],
    'stg_sap__mard': ['null', 'null'],
    'stg_sap__mchb': ['null', 'null'],
    'stg_sap__matdoc': ['null', 'unit'],
    'stg_sap__material_documents': ['product_name', 'null'],
    'stg_sap__ekpo': ['product_name', 'null'],
    'stg_sap__purchase_order_items': ['product_name', 'null'],
    'stg_sap__production_orders': ['product_name', 'unit'],
    'stg_sap__inspection_lots': ['product_name', 'unit'],
    'stg_odoo__stock_quants': ['product_name', 'unit'],
    'stg_odoo__stock_moves': ['product_name', 'null'],
    'stg_odoo__purchase_order_lines': ['product_name', 'null'],
    'stg_odoo__manufacturing_orders': ['product_name', 'unit'],
    'stg_odoo__quality_checks': ['product_name', 'null'],
    'stg_quickbooks__purchase_order_line': ['null', 'null'],
    'stg_template__delivery': ['null', 'null'],
    'stg_template__inspection': ['null', 'null'],
} %}

with masters as (
    {{ newest_rows(ref('stg_sap__mara'), ['_system', '_instance', 'product_id']) }}
),

texts as (
    {{ newest_rows(ref('stg_sap__makt'), ['_system', '_instance', 'product_id', 'language_key']) }}
),

named as (
    select
        texts.*,
        row_number() over (
            partition by _system, _instance, product_id
            order by
                case when language_key in ('E', 'EN') then 1 when language_key in ('1', 'ZH') then 2 else 3 end nulls last,
                language_key nulls last
        ) as choice,
        max(case when language_key in ('1', 'ZH') then product_name end) over (
            partition by _system, _instance, product_id
        ) as product_name_zh
    from texts
    where not is_deleted
),

mentioned as (
    {%- for model, columns in mentions.items() %}
    select
        {%- if model.startswith('stg_template') %}
        coalesce(source_system, _system) as system,
        case when source_system is null then _instance else coalesce(source_instance, 'default') end as instance,
        {%- else %}
        _system as system,
        _instance as instance,
        {%- endif %}
        product_id,
        cast({{ columns[0] }} as string) as product_name,
        cast({{ columns[1] }} as string) as unit,
        _file,
        _record
    from {{ ref(model) }}
    where product_id is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

ranked as (
    select
        mentioned.*,
        case
            when min(unit) over (partition by system, instance, product_id)
                = max(unit) over (partition by system, instance, product_id)
                then min(unit) over (partition by system, instance, product_id)
        end as only_unit,
        row_number() over (
            partition by system, instance, product_id
            order by product_name nulls last, _file nulls last, _record nulls last
        ) as choice
    from mentioned
),

known as (
    select
        _system as system,
        _instance as instance,
        product_id,
        product_type,
        product_group,
        product_hierarchy,
        unit,
        is_batch_managed,
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
        ranked.product_id,
        cast(null as string) as product_type,
        cast(null as string) as product_group,
        cast(null as string) as product_hierarchy,
        ranked.only_unit as unit,
        cast(null as boolean) as is_batch_managed,
        false as is_marked_for_deletion,
        cast(null as date) as created_on,
        false as is_in_master,
        ranked._file,
        ranked._record
    from ranked
    left join masters
        on ranked.system = masters._system
        and ranked.instance = masters._instance
        and ranked.product_id = masters.product_id
        and not masters.is_deleted
    where ranked.choice = 1 and masters.product_id is null
),

final as (
    select
        known.system || ':' || known.instance || ':' || known.product_id as product_id,
        known.system,
        known.instance,
        known.product_id as source_id,
        coalesce(named.product_name, ranked.product_name, known.product_id) as product_name,
        named.product_name_zh,
        known.product_type,
        known.product_group,
        known.product_hierarchy,
        known.unit,
        known.is_batch_managed,
        known.is_marked_for_deletion,
        known.created_on,
        known.is_in_master,
        known._file,
        known._record
    from known
    left join named
        on known.system = named._system
        and known.instance = named._instance
        and known.product_id = named.product_id
        and named.choice = 1
    left join ranked
        on known.system = ranked.system
        and known.instance = ranked.instance
        and known.product_id = ranked.product_id
        and ranked.choice = 1
)

select * from final
