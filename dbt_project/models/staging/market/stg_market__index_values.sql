-- Grain: one row per index, region and date.
with source as (
    {{ active_rows('market', 'index_values', kind='ledger') }}
),

renamed as (
    select
        trim(series) as series,
        nullif(trim(region), '') as region,
        period_start,
        value,
        nullif(trim(unit), '') as unit,
        {{ origin_columns() }}
    from source
)

select * from renamed
