-- Grain: one row per result of a scan (the host only as a digest).
with source as (
    {{ active_rows('openvas', 'report', kind='keyed') }}
),

renamed as (
    select
        md5(lower(trim(host))) as asset_key,
        trim(check_id) as check_id,
        cves,
        cvss,
        lower(trim(severity)) as severity,
        found_at,
        result_id,
        {{ origin_columns() }}
    from source
)

select * from renamed
