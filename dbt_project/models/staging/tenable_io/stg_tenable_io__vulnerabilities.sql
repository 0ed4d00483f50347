-- Grain: one row per finding: check, host, port and CVE (the host only as a digest: the address, else the name).
with source as (
    {{ active_rows('tenable_io', 'vulnerabilities', kind='keyed') }}
),

renamed as (
    select
        md5(lower(trim(coalesce(nullif(trim(ip_address), ''), host)))) as asset_key,
        trim(check_id) as check_id,
        upper(nullif(trim(cve), '')) as cve,
        coalesce(cvss3, cvss) as cvss,
        lower(trim(severity)) as severity,
        lower(trim(state)) as state,
        coalesce(lower(trim(modification)) = 'accepted', false) as is_accepted,
        first_found,
        last_found,
        last_fixed,
        {{ origin_columns() }}
    from source
)

select * from renamed
