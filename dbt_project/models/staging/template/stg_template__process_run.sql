-- Grain: one row per run of a process and snapshot (the company's clock, turned into UTC).
with source as (
    {{ active_rows('template', 'process_run', kind='keyed') }}
),

company as (
    select time_zone from {{ source('lake_index', 'company') }}
),

renamed as (
    select
        trim(source.run_id) as run_id,
        trim(source.process) as process,
        nullif(trim(source.site), '') as site,
        nullif(trim(source.product_id), '') as product_id,
        trim(source.org_unit_id) as org_unit_id,
        {{ local_to_utc('source.started_at', 'company.time_zone') }} as started_at,
        {{ local_to_utc('source.ended_at', 'company.time_zone') }} as ended_at,
        source.units_done,
        source.units_defective,
        source.standard_minutes,
        source.cost,
        source.standard_cost,
        upper(trim(source.currency)) as currency,
        nullif(trim(source.sop_id), '') as sop_id,
        source.follows_sop,
        company.time_zone,
        {{ origin_columns() }}
    from source
    cross join company
)

select * from renamed
