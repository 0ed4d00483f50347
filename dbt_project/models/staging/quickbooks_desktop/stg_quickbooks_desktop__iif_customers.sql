-- Grain: one row per customer or job and snapshot (names stay in the lake: a customer may be a person).
-- A job stands as `Customer:Job`; the customer above it is the one of that name in the same file.
with source as (
    {{ active_rows('quickbooks_desktop', 'iif_customers', kind='keyed') }}
),

renamed as (
    select
        source.customer_id,
        above.customer_id as parent_customer_id,
        nullif(trim(source.customer_type), '') as customer_type,
        not coalesce(source.is_hidden, false) as is_active,
        source._system,
        source._dataset,
        source._instance,
        source._partition,
        source._date_from,
        source._date_to,
        source._precedence,
        source._newness,
        source._is_newest,
        source._file,
        source._record
    from source
    left join source as above
        on source._file = above._file
        and source._date_from = above._date_from
        and source.customer_name like '%:%'
        and above.customer_name
        = substring(source.customer_name, 1, length(source.customer_name) - length(split_part(source.customer_name, ':', -1)) - 1)
)

select * from renamed
