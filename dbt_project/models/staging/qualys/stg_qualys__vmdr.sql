-- Grain: one row per detection, or detection and CVE (the host only as a digest: the address, else the name).
with source as (
    {{ active_rows('qualys', 'vmdr', kind='keyed') }}
),

renamed as (
    select
        md5(lower(trim(coalesce(nullif(trim(host), ''), nullif(trim(asset_name), ''), asset_id)))) as asset_key,
        trim(check_id) as check_id,
        upper(nullif(trim(cve), '')) as cve,
        cvss3 as cvss,
        trim(severity) as severity,
        lower(trim(type)) as type,
        lower(trim(status)) as status,
        first_detected,
        last_detected,
        last_fixed,
        coalesce(is_ignored, false) as is_ignored,
        {{ origin_columns() }}
    from source
)

select * from renamed
