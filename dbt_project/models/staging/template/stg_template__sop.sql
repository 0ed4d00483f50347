-- Grain: one row per version of a standard procedure and snapshot.
with source as (
    {{ active_rows('template', 'sop', kind='keyed') }}
),

renamed as (
    select
        trim(sop_id) as sop_id,
        trim(version) as version,
        trim(process) as process,
        trim(org_unit_id) as org_unit_id,
        approved_on,
        valid_to,
        review_due_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
