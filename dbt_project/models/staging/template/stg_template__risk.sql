-- Grain: one row per risk and snapshot.
with source as (
    {{ active_rows('template', 'risk', kind='keyed') }}
),

renamed as (
    select
        risk_id,
        title,
        lower(trim(category)) as category,
        org_unit_id,
        lower(trim(status)) as status,
        identified_on,
        closed_on,
        owner_role,
        cadence_days,
        {{ origin_columns() }}
    from source
)

select * from renamed
