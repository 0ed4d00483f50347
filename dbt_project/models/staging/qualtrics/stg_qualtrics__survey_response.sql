-- Grain: one row per response and export (the person stays in the lake).
with source as (
    {{ active_rows('qualtrics', 'survey_response', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        response_id,
        survey_id,
        coalesce(ended_at, recorded_at, started_at) as responded_at,
        cast({{ utc_to_local('coalesce(ended_at, recorded_at, started_at)', 'time_zone') }} as date) as responded_on,
        lower(trim(status)) as status,
        is_finished,
        progress,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
