-- Grain: one row, the company with the night's as-of date (the only clock models see).
with company as (
    select * from {{ source('lake_index', 'company') }}
),

org_units as (
    select count(*) as positions from {{ ref('stg_template__org_unit') }} where _is_newest
),

final as (
    select
        company.company_id,
        company.name,
        company.name_zh,
        company.base_currency,
        company.fiscal_start_month,
        company.as_of,
        company.default_calendar,
        company.time_zone,
        company.root_org_unit_id,
        org_units.positions > 0 as has_org_units
    from company
    cross join org_units
)

select * from final
