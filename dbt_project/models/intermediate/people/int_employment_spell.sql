-- Grain: one row per person and stretch of employed days in one unit, with one status and one working share.
{{ config(materialized='table') }}

{%- set person_days = 'over (partition by person_key order by valid_from nulls last, period_number nulls last)' %}

with preceded as (
    select
        stretch.*,
        lag(valid_to) {{ person_days }} as valid_to_before,
        lag(org_unit_id) {{ person_days }} as org_unit_before,
        lag(is_contractor) {{ person_days }} as is_contractor_before,
        lag(fte) {{ person_days }} as fte_before,
        lag(period_number) {{ person_days }} as period_before
    from {{ ref('int_employment_stretch') }} as stretch
),

compared as (
    select
        preceded.*,
        case
            when
                period_before = period_number
                and valid_to_before = {{ add_days('valid_from', -1) }}
                and org_unit_before = org_unit_id
                and is_contractor_before = is_contractor
                and coalesce(fte_before, -1) = coalesce(fte, -1)
                then 0
            else 1
        end as is_change
    from preceded
),

numbered as (
    select
        compared.*,
        sum(is_change) over (
            partition by person_key
            order by valid_from nulls last, period_number nulls last
            rows between unbounded preceding and current row
        ) as spell_number
    from compared
),

final as (
    select
        person_key,
        org_unit_id,
        min(valid_from) as valid_from,
        max(valid_to) as valid_to,
        is_contractor,
        fte
    from numbered
    group by person_key, spell_number, org_unit_id, is_contractor, fte
)

select * from final
