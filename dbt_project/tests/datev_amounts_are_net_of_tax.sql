-- Months of a DATEV batch with postings that carry a tax key: their amounts hold tax, which is in no line of its own.
{{ config(
    severity='warn',
    meta={'remedy': 'have the batch exported with tax on accounts of its own (without tax keys); the amounts are gross'},
) }}

select _instance, {{ month_start('posting_date') }} as month, count(*) as postings
from {{ ref('stg_datev__posting_batch') }}
where side = 1 and tax_key is not null
group by _instance, {{ month_start('posting_date') }}
