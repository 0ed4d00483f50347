-- Grain: one row per legal matter and estimate, with the days on which the estimate holds.
with newest as (
    {{ newest_rows(ref('stg_template__legal_matter'), ['matter_id', 'as_of']) }}
),

final as (
    select
        _system as system,
        _instance as instance,
        matter_id as legal_matter_id,
        as_of as valid_from,
        coalesce(
            {{ add_days('lead(as_of) over (partition by matter_id order by as_of nulls last)', -1) }}, {{ open_end() }}
        ) as valid_to,
        matter_type,
        org_unit_id,
        status,
        probability,
        cast(exposure as decimal(28, 4)) as amount,
        cast(provision as decimal(28, 4)) as provision_amount,
        currency,
        opened_on,
        _file,
        _record
    from newest
)

select * from final
