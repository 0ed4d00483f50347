-- Grain: one row per survey and snapshot.
with source as (
    {{ active_rows('qualtrics', 'survey', kind='keyed') }}
),

renamed as (
    select
        survey_id,
        name,
        is_active,
        lower(trim(status)) as status,
        nullif(trim(language), '') as language,
        created_at,
        activated_at,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
