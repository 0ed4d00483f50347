-- Grain: one row per dated account of an entity (or of all) and snapshot.
with source as (
    {{ active_rows('template', 'account_type_map', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(entity_id), '') as entity_id,
        trim(account) as account,
        lower(trim(account_type)) as account_type,
        coalesce(is_workforce_cost, false) as is_workforce_cost,
        account_name,
        coalesce(valid_from, {{ open_start() }}) as valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        {{ origin_columns() }}
    from source
)

select * from renamed
