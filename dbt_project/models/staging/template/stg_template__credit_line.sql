-- Grain: one row per credit line, day of statement and snapshot.
with source as (
    {{ active_rows('template', 'credit_line', kind='keyed') }}
),

renamed as (
    select
        trim(line_id) as line_id,
        as_of,
        trim(entity_id) as entity_id,
        is_committed,
        limit_amount,
        drawn_amount,
        upper(trim(currency)) as currency,
        coalesce(valid_from, {{ open_start() }}) as valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        {{ origin_columns() }}
    from source
)

select * from renamed
