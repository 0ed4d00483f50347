-- Grain: one row per status and snapshot of the connector table. Jira's category ids are fixed; they become its category keys.
with source as (
    {{ active_rows('jira', 'status', kind='keyed') }}
),

renamed as (
    select
        trim(status_id) as status_id,
        trim(name) as status_name,
        case trim(status_category_id) when '2' then 'new' when '4' then 'indeterminate' when '3' then 'done' end
            as status_category,
        {{ origin_columns() }}
    from source
)

select * from renamed
