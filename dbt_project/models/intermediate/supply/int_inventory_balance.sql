-- Grain: one row per snapshot date, plant, storage location, product, batch, special stock, package and stock type.
-- A plant's stock of a day comes from one dataset: MB52 before MARD; MCHB, which lacks what is not managed in batches, only
-- while no complete list of the plant is known. A snapshot holds from its date to `valid_to`.
{%- set stocks = {
    'unrestricted': 'unrestricted',
    'quality_inspection': 'in_quality_inspection',
    'blocked': 'blocked',
    'restricted': 'restricted',
    'in_transit': 'in_transit',
    'returns': 'returns',
} %}
{%- set identity = [
    'system', 'instance', 'snapshot_date', 'plant', 'storage_location', 'product_id', 'batch', 'special_stock',
    'special_stock_number', 'package', 'stock_type',
] %}

with listed as (
    {%- for model in ['stg_sap__warehouse_stocks', 'stg_sap__mard', 'stg_sap__mchb'] %}
    {%- set is_list = model == 'stg_sap__warehouse_stocks' %}
    {%- for stock_type, column in stocks.items() %}
    select
        _system,
        _instance,
        _partition,
        _date_from,
        _date_to,
        _precedence,
        _file,
        _record,
        {{ 'false' if model == 'stg_sap__mchb' else 'true' }} as is_complete,
        plant,
        storage_location,
        product_id,
        {{ 'cast(null as string)' if model == 'stg_sap__mard' else 'batch' }} as batch,
        {{ 'special_stock' if is_list else 'cast(null as string)' }} as special_stock,
        {{ 'special_stock_number' if is_list else 'cast(null as string)' }} as special_stock_number,
        cast(null as string) as package,
        '{{ stock_type }}' as stock_type,
        {{ "coalesce(special_stock, '') not in ('K', 'M')" if is_list else 'true' }} as is_own_stock,
        {{ column }} as quantity,
        cast(null as decimal(28, 8)) as reserved_quantity,
        {{ 'unit' if is_list else 'cast(null as string)' }} as unit,
        {{ 'value_' ~ column if is_list else 'cast(null as decimal(28, 4))' }} as amount,
        {{ 'currency' if is_list else 'cast(null as string)' }} as currency
    from {{ ref(model) }}
    union all
    {%- endfor %}
    {%- endfor %}
    select
        _system,
        _instance,
        _partition,
        _date_from,
        _date_to,
        _precedence,
        _file,
        _record,
        true as is_complete,
        plant,
        storage_location,
        product_id,
        batch,
        special_stock,
        special_stock_number,
        cast(null as string) as package,
        'gr_blocked' as stock_type,
        coalesce(special_stock, '') not in ('K', 'M') as is_own_stock,
        valuated_gr_blocked as quantity,
        cast(null as decimal(28, 8)) as reserved_quantity,
        unit,
        cast(null as decimal(28, 4)) as amount,
        currency
    from {{ ref('stg_sap__warehouse_stocks') }}
    union all
    select
        quants._system,
        quants._instance,
        quants._partition,
        quants._date_from,
        quants._date_to,
        quants._precedence,
        quants._file,
        quants._record,
        true as is_complete,
        case when coalesce(place.meaning, place_root.meaning) is null then quants.plant end as plant,
        quants.storage_location,
        quants.product_id,
        quants.batch,
        cast(null as string) as special_stock,
        quants.stock_owner as special_stock_number,
        quants.package,
        case coalesce(place.meaning, place_root.meaning, 'inside')
            when 'inside' then 'unrestricted'
            when 'transit' then 'in_transit'
            else 'outside'
        end as stock_type,
        quants.stock_owner is null and coalesce(place.meaning, place_root.meaning, 'transit') = 'transit' as is_own_stock,
        quants.quantity,
        quants.reserved_quantity,
        quants.unit,
        quants.stock_value as amount,
        cast(null as string) as currency
    from {{ ref('stg_odoo__stock_quants') }} as quants
    left join {{ ref('supply_label') }} as place
        on quants.place = place.label and place.system = 'odoo' and place.field = 'place'
    left join {{ ref('supply_label') }} as place_root
        on {{ dbt.split_part('quants.place', "'/'", 1) }} = place_root.label
        and place_root.system = 'odoo'
        and place_root.field = 'place'
),

complete as (
    select _system, _instance, _partition, min(_date_from) as complete_from
    from listed
    where is_complete
    group by _system, _instance, _partition
),

ranked as (
    select
        listed.*,
        dense_rank() over (
            partition by listed._system, listed._instance, listed._partition, listed._date_from
            order by listed._precedence nulls last
        ) as choice
    from listed
    left join complete
        on listed._system = complete._system
        and listed._instance = complete._instance
        and listed._partition = complete._partition
    where listed.is_complete or complete.complete_from is null or listed._date_from < complete.complete_from
),

chosen as (
    select * from ranked where choice = 1
),

followed as (
    select
        days._system,
        days._instance,
        days._partition,
        days._date_from,
        coalesce(
            {{ add_days(
                'lead(days._date_from) over (partition by days._system, days._instance, days._partition'
                ~ ' order by days._date_from nulls last)', -1
            ) }},
            {{ open_end() }}
        ) as valid_to
    from (select distinct _system, _instance, _partition, _date_from from chosen) as days
),

summed as (
    select
        chosen._system as system,
        chosen._instance as instance,
        chosen._date_from as snapshot_date,
        followed.valid_to,
        chosen.plant,
        chosen.storage_location,
        chosen.product_id,
        chosen.batch,
        chosen.special_stock,
        chosen.special_stock_number,
        chosen.package,
        chosen.stock_type,
        chosen.is_own_stock,
        sum(chosen.quantity) as quantity,
        sum(chosen.reserved_quantity) as reserved_quantity,
        min(chosen.unit) as unit,
        sum(chosen.amount) as amount,
        min(chosen.currency) as currency,
        min(chosen._file) as _file,
        min(chosen._record) as _record
    from chosen
    inner join followed
        on chosen._system = followed._system
        and chosen._instance = followed._instance
        and chosen._partition = followed._partition
        and chosen._date_from = followed._date_from
    group by
        chosen._system,
        chosen._instance,
        chosen._date_from,
        followed.valid_to,
        chosen.plant,
        chosen.storage_location,
        chosen.product_id,
        chosen.batch,
        chosen.special_stock,
        chosen.special_stock_number,
        chosen.package,
        chosen.stock_type,
        chosen.is_own_stock
),

held as (
    select * from summed
    where (stock_type = 'unrestricted' and quantity is not null) or quantity <> 0 or amount <> 0
),

placed as (
    {{ with_org_unit('held', 'plant', 'plant', 'snapshot_date') }}
),

units as (
    {{ newest_rows(ref('stg_sap__mara'), ['_system', '_instance', 'product_id']) }}
),

final as (
    select
        {% for column in identity -%}
        coalesce(cast(placed.{{ column }} as string), ''){{ " || ':' || " if not loop.last }}
        {%- endfor %} as inventory_balance_id,
        placed.system,
        placed.instance,
        placed.snapshot_date,
        placed.valid_to,
        placed.org_unit_id,
        placed.plant,
        placed.storage_location,
        placed.system || ':' || placed.instance || ':' || placed.product_id as product_id,
        placed.batch,
        placed.special_stock,
        placed.special_stock_number,
        placed.package,
        placed.stock_type,
        placed.is_own_stock,
        cast(coalesce(placed.quantity, 0) as decimal(28, 8)) as quantity,
        cast(
            case when placed.stock_type = 'unrestricted' then placed.quantity - coalesce(placed.reserved_quantity, 0) else 0 end
            as decimal(28, 8)
        ) as available_quantity,
        coalesce(placed.unit, units.unit) as unit,
        cast(placed.amount as decimal(28, 4)) as amount,
        case
            when placed.amount is not null then coalesce(placed.currency, setting.currency, company.base_currency)
        end as currency,
        placed._file,
        placed._record
    from placed
    cross join {{ ref('int_company') }} as company
    left join units
        on placed.system = units._system and placed.instance = units._instance and placed.product_id = units.product_id
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on placed.system = setting.system and placed.instance = setting.instance
)

select * from final
