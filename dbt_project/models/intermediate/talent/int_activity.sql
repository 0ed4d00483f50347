-- Grain: one row per team activity or workshop.
with kept as (
    {{ newest_rows(ref('stg_template__activity'), ['_system', '_instance', 'activity_id']) }}
),

listed as (
    select activity_id, cast(count(*) as int) as participants
    from {{ ref('int_activity_participant') }}
    group by activity_id
),

final as (
    select
        kept._system || ':' || kept._instance || ':' || kept.activity_id as activity_id,
        kept._system as system,
        kept._instance as instance,
        {{ one_of(
            'kept.activity_type',
            ['team_building', 'workshop', 'townhall', 'volunteering', 'social', 'other'],
        ) }} as activity_type,
        kept.activity_date,
        kept.org_unit_id,
        coalesce(kept.participants, listed.participants) as participants,
        cast(kept.cost as decimal(28, 4)) as cost,
        coalesce(kept.currency, company.base_currency) as currency,
        kept._file,
        kept._record
    from kept
    cross join {{ ref('int_company') }} as company
    left join listed on kept._system || ':' || kept._instance || ':' || kept.activity_id = listed.activity_id
)

select * from final
