-- Grain: one row per entity, fiscal year, budget version and snapshot.
with source as (
    {{ active_rows('template', 'budget_version', kind='keyed') }}
),

renamed as (
    select
        entity_id,
        fiscal_year,
        trim(budget_version) as budget_version,
        version_kind,
        approved_on,
        effective_from,
        nullif(trim(supersedes), '') as supersedes,
        {{ origin_columns() }}
    from source
)

select * from renamed
