-- Grain: one row per entity, fiscal year and budget version; `is_current` marks those whose lines together are the budget in
-- force: the full version (original or revision) approved last up to the as-of date (the later name where two were approved
-- that day), and the transfers and supplements approved since. Forecasts and scenarios are never in force.
with versions as (
    select
        entity_id,
        fiscal_year,
        budget_version,
        max(version_kind) as version_kind,
        max(approved_on) as approved_on,
        max(effective_from) as effective_from,
        max(supersedes) as supersedes
    from {{ ref('int_budget_posting') }}
    group by entity_id, fiscal_year, budget_version
),

effective as (
    select
        versions.*,
        versions.version_kind in ('original', 'revision') as is_full,
        greatest(versions.approved_on, coalesce(versions.effective_from, versions.approved_on)) <= company.as_of as is_effective
    from versions
    cross join {{ ref('int_company') }} as company
),

ranked as (
    select
        effective.*,
        row_number() over (
            partition by entity_id, fiscal_year
            order by
                case when is_full and is_effective then 0 else 1 end nulls last,
                approved_on desc nulls last,
                budget_version desc nulls last
        ) as recency
    from effective
),

base as (
    select entity_id, fiscal_year, approved_on as base_approved_on
    from ranked
    where recency = 1 and is_full and is_effective
),

final as (
    select
        ranked.entity_id,
        ranked.fiscal_year,
        ranked.budget_version,
        ranked.version_kind,
        ranked.approved_on,
        ranked.effective_from,
        ranked.supersedes,
        coalesce(
            ranked.is_effective
            and case
                when ranked.is_full then ranked.recency = 1
                when ranked.version_kind in ('transfer', 'supplement') then ranked.approved_on >= base.base_approved_on
                else false
            end,
            false
        ) as is_current
    from ranked
    left join base on ranked.entity_id = base.entity_id and ranked.fiscal_year = base.fiscal_year
)

select * from final
