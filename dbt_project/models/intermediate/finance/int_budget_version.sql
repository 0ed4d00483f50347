-- Grain: one row per entity, fiscal year and budget version; `is_current` marks the version in force: the one approved last
-- up to the as-of date (the later name where two were approved that day).
with versions as (
    select
        entity_id,
        fiscal_year,
        budget_version,
        max(approved_on) as approved_on
    from {{ ref('int_budget_posting') }}
    group by entity_id, fiscal_year, budget_version
),

ranked as (
    select
        versions.*,
        company.as_of,
        row_number() over (
            partition by versions.entity_id, versions.fiscal_year
            order by
                case when versions.approved_on <= company.as_of then 0 else 1 end nulls last,
                versions.approved_on desc nulls last,
                versions.budget_version desc nulls last
        ) as recency
    from versions
    cross join {{ ref('int_company') }} as company
),

final as (
    select
        entity_id,
        fiscal_year,
        budget_version,
        approved_on,
        recency = 1 and approved_on <= as_of as is_current
    from ranked
)

select * from final
