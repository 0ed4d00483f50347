-- Grain: one row per risk category, metric, first day and snapshot.
with source as (
    {{ active_rows('template', 'risk_appetite', kind='keyed') }}
),

renamed as (
    select
        lower(trim(category)) as category,
        lower(trim(metric)) as metric,
        threshold,
        upper(trim(currency)) as currency,
        valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        {{ origin_columns() }}
    from source
)

select * from renamed
