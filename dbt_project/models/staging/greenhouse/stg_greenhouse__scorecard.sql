-- Grain: one row per scorecard of an interview and snapshot (connector table).
with source as (
    {{ active_rows('greenhouse', 'scorecard', kind='keyed') }}
),

renamed as (
    select
        trim(scorecard_id) as scorecard_id,
        trim(application_id) as application_id,
        nullif(trim(interview), '') as interview,
        interviewed_at,
        submitted_at,
        nullif(trim(submitted_by_user_id), '') as submitted_by_user_id,
        nullif(lower(trim(overall_recommendation)), '') as recommendation,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
