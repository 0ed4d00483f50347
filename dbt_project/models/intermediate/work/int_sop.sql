-- Grain: one row per version of a standard procedure, with its status on the as-of day: the version in force is the one
-- approved last, unless it was withdrawn.
with versions as (
    {{ newest_rows(ref('stg_template__sop'), ['_instance', 'sop_id', 'version']) }}
),

ranked as (
    select
        versions.*,
        company.as_of,
        coalesce(versions.approved_on <= company.as_of, false) as is_approved,
        row_number() over (
            partition by
                versions._instance,
                versions.sop_id,
                coalesce(versions.approved_on <= company.as_of, false)
            order by versions.approved_on desc nulls last, versions.version desc nulls last
        ) as recency
    from versions
    cross join {{ ref('int_company') }} as company
),

rated as (
    select
        ranked.*,
        case
            when not is_approved then 'draft'
            when valid_to < as_of then 'withdrawn'
            when recency > 1 then 'superseded'
            else 'in_force'
        end as status
    from ranked
),

final as (
    select
        _system || ':' || _instance || ':' || sop_id || ':' || version as sop_version_id,
        _system || ':' || _instance || ':' || sop_id as sop_id,
        _system as system,
        _instance as instance,
        version,
        process,
        org_unit_id,
        approved_on,
        valid_to,
        review_due_on,
        status,
        status = 'in_force' and coalesce(review_due_on < as_of, false) as is_review_overdue,
        _file,
        _record
    from rated
)

select * from final
