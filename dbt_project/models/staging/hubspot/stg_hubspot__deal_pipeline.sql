-- Grain: one row per pipeline and snapshot.
with source as (
    {{ active_rows('hubspot', 'deal_pipeline', kind='keyed') }}
),

renamed as (
    select
        pipeline_id,
        label as pipeline,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
