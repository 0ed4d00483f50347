-- Grain: one row per move of a competitor and snapshot.
with source as (
    {{ active_rows('template', 'competitor_event', kind='keyed') }}
),

renamed as (
    select
        trim(event_id) as event_id,
        observed_on,
        trim(competitor) as competitor,
        lower(trim(event_type)) as event_type,
        title,
        nullif(trim(region), '') as region,
        impact,
        {{ origin_columns() }}
    from source
)

select * from renamed
