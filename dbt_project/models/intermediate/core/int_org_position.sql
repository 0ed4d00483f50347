-- Grain: one row per organisational unit and range of days in which it holds one position in the tree.
-- The root and `unassigned` always exist; a unit without parent hangs below the root.
with positions as (
    {{ newest_rows(ref('stg_template__org_unit'), ['org_unit_id', 'valid_from']) }}
),

company as (
    select * from {{ ref('int_company') }}
),

dated as (
    select
        positions.org_unit_id,
        positions.name,
        positions.name_zh,
        coalesce(positions.parent_id, company.root_org_unit_id) as parent_id,
        positions.valid_from,
        least(
            positions.valid_to,
            coalesce(
                {{ add_days(
                    'lead(positions.valid_from) over (partition by positions.org_unit_id order by positions.valid_from nulls last)',
                    -1,
                ) }},
                {{ open_end() }}
            )
        ) as valid_to
    from positions
    cross join company
    where positions.org_unit_id not in (company.root_org_unit_id, 'unassigned')
),

root_names as (
    select
        positions.name,
        positions.name_zh,
        row_number() over (order by positions.valid_from desc nulls last) as recency
    from positions
    inner join company on positions.org_unit_id = company.root_org_unit_id
),

final as (
    select org_unit_id, name, name_zh, parent_id, valid_from, valid_to
    from dated
    where valid_from <= valid_to
    union all
    select
        company.root_org_unit_id as org_unit_id,
        coalesce(root_names.name, nullif(company.name, ''), company.root_org_unit_id) as name,
        coalesce(root_names.name_zh, nullif(company.name_zh, '')) as name_zh,
        cast(null as string) as parent_id,
        {{ open_start() }} as valid_from,
        {{ open_end() }} as valid_to
    from company
    left join root_names on root_names.recency = 1
    union all
    select
        'unassigned' as org_unit_id,
        'Unassigned' as name,
        '未分配' as name_zh,
        root_org_unit_id as parent_id,
        {{ open_start() }} as valid_from,
        {{ open_end() }} as valid_to
    from company
)

select * from final
