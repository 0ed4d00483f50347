-- Grain: one row per model, system, instance, dataset, kind of label, label and currency whose rows lie in `unassigned`, with the
-- share that they are of the dataset's rows and amount there. Rows without a label count only where nothing else could place
-- them. Amounts are added up without their sign.
with
{%- for model, use in label_uses().items() %}
{%- set lacks_label = ' and ' ~ use.label ~ ' is not null' if use.get('is_placed_otherwise') else '' %}
{%- set is_gap = "case when org_unit_id = 'unassigned'" ~ lacks_label ~ ' then 1 else 0 end' %}
{{ model }}_rows as (
    select
        '{{ model }}' as model,
        _file as file_id,
        {%- if 'map_entity' in use %}
        'entity' as mapped_by,
        {{ use.map_entity }} as map_system,
        cast(null as string) as map_instance,
        {%- elif 'map_system' in use %}
        'label' as mapped_by,
        cast({{ use.map_system }} as string) as map_system,
        cast({{ use.map_instance }} as string) as map_instance,
        {%- else %}
        'file' as mapped_by,
        cast(null as string) as map_system,
        cast(null as string) as map_instance,
        {%- endif %}
        {{ is_gap }} as is_gap,
        case when {{ is_gap }} = 1 then {{ use.type }} end as label_type,
        case when {{ is_gap }} = 1 then {{ use.label }} end as label,
        {{ use.get('currency', 'cast(null as string)') }} as currency,
        min({{ use.get('day', 'cast(null as date)') }}) as first_day,
        max({{ use.get('day', 'cast(null as date)') }}) as last_day,
        count(*) as row_count,
        cast(sum(abs({{ use.get('amount', 'cast(null as decimal(28, 4))') }})) as decimal(28, 4)) as amount
    from {{ ref(model) }}
    group by
        _file,
        {%- if 'map_entity' in use %}
        {{ use.map_entity }},
        {%- elif use.get('map_system', 'null') != 'null' %}
        {{ use.map_system }},
        {{ use.map_instance }},
        {%- endif %}
        {{ is_gap }},
        case when {{ is_gap }} = 1 then {{ use.type }} end,
        case when {{ is_gap }} = 1 then {{ use.label }} end
        {%- if 'currency' in use %},
        {{ use.currency }}
        {%- endif %}
),
{% endfor %}
unioned as (
    {%- for model in label_uses() %}
    select * from {{ model }}_rows
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

placed as (
    select
        unioned.model,
        file.system,
        file.instance,
        file.dataset,
        case unioned.mapped_by when 'file' then file.system when 'entity' then entity.system else unioned.map_system end
            as map_system,
        case unioned.mapped_by when 'file' then file.instance when 'entity' then entity.instance else unioned.map_instance end
            as map_instance,
        unioned.is_gap,
        unioned.label_type,
        unioned.label,
        unioned.currency,
        unioned.first_day,
        unioned.last_day,
        unioned.row_count,
        unioned.amount
    from unioned
    inner join {{ source('lake_index', 'files') }} as file on unioned.file_id = file.file_id
    left join {{ ref('int_entity') }} as entity
        on unioned.mapped_by = 'entity' and unioned.map_system = entity.entity_id
),

grouped as (
    select
        model,
        system,
        instance,
        dataset,
        map_system,
        map_instance,
        is_gap,
        label_type,
        label,
        currency,
        min(first_day) as first_day,
        max(last_day) as last_day,
        sum(row_count) as row_count,
        sum(amount) as amount
    from placed
    group by model, system, instance, dataset, map_system, map_instance, is_gap, label_type, label, currency
),

final as (
    select
        grouped.*,
        sum(row_count) over (partition by model, system, instance, dataset) as all_rows,
        sum(amount) over (partition by model, system, instance, dataset, currency) as all_amount
    from grouped
)

select
    model,
    system,
    instance,
    dataset,
    map_system,
    map_instance,
    label_type,
    label,
    currency,
    first_day,
    last_day,
    cast(row_count as bigint) as row_count,
    {{ ratio('row_count', 'all_rows') }} as row_share,
    cast(amount as decimal(28, 4)) as amount,
    {{ ratio('amount', 'all_amount') }} as amount_share
from final
where is_gap = 1
