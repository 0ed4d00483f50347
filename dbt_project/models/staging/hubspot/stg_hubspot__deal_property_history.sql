-- Grain: one row per deal and change of its stage (other properties stay in the lake).
with source as (
    {{ active_rows('hubspot', 'deal_property_history', kind='keyed') }}
),

renamed as (
    select
        opportunity_id,
        changed_at,
        trim(new_value) as stage_id,
        {{ origin_columns() }}
    from source
    where field = 'dealstage'
)

select * from renamed
