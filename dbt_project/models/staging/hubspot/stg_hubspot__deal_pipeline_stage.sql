-- Grain: one row per stage of a pipeline and snapshot.
with source as (
    {{ active_rows('hubspot', 'deal_pipeline_stage', kind='keyed') }}
),

renamed as (
    select
        pipeline_id,
        stage_id,
        label as stage,
        display_order,
        probability,
        is_closed,
        is_won,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
