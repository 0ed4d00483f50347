-- Grain: one row per survey response and snapshot (the respondent stays in the lake).
with source as (
    {{ active_rows('template', 'survey_response', kind='keyed') }}
),

renamed as (
    select
        response_id,
        survey_id,
        lower(trim(kind)) as kind,
        customer_id,
        responded_on,
        score,
        nullif(trim(team), '') as team,
        {{ origin_columns() }}
    from source
)

select * from renamed
