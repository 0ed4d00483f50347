-- Grain: one row per detection: check, host, port and instance (the host only as a digest).
with source as (
    {{ active_rows('qualys', 'asset_report', kind='keyed') }}
),

renamed as (
    select
        md5(lower(trim(host))) as asset_key,
        trim(check_id) as check_id,
        cves,
        nullif(trim(cvss3_base), '') as cvss3_base,
        trim(severity) as severity,
        lower(trim(type)) as type,
        lower(trim(status)) as status,
        first_detected,
        last_detected,
        last_fixed,
        {{ origin_columns() }}
    from source
)

select * from renamed
