-- Grain: one row per candidate and snapshot (names, employer and title stay in the lake).
with source as (
    {{ active_rows('greenhouse', 'candidate', kind='keyed') }}
),

renamed as (
    select
        trim(candidate_id) as candidate_id,
        nullif(trim(merged_into_id), '') as merged_into_id,
        nullif(trim(recruiter_id), '') as recruiter_id,
        created_at,
        coalesce(is_private, false) as is_private,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
