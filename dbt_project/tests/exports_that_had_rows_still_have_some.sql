-- Files without a record where an earlier export of the same kind had some, and none with records came since.
{{ config(
    severity='warn',
    meta={'remedy': 'export the named file again: it has a header and nothing below it'},
) }}

select bare.file_name, bare.system, bare.dataset
from {{ ref('mart_ingest_audit') }} as bare
where bare.rows_read = 0
    and exists (
        select 1 from {{ ref('mart_ingest_audit') }} as earlier
        where earlier.system = bare.system
            and earlier.dataset = bare.dataset
            and earlier.received_at <= bare.received_at
            and earlier.rows_read > 0
    )
    and not exists (
        select 1 from {{ ref('mart_ingest_audit') }} as later
        where later.system = bare.system
            and later.dataset = bare.dataset
            and later.received_at > bare.received_at
            and later.rows_read > 0
    )
