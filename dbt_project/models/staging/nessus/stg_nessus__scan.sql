-- Grain: one row per finding of a scan: check, host, port and CVE (the host only as a digest).
with source as (
    {{ active_rows('nessus', 'scan', kind='keyed') }}
),

renamed as (
    select
        md5(lower(trim(host))) as asset_key,
        trim(check_id) as check_id,
        upper(nullif(trim(cve), '')) as cve,
        coalesce(cvss4, cvss3, cvss) as cvss,
        lower(trim(severity)) as severity,
        {{ origin_columns() }}
    from source
)

select * from renamed
