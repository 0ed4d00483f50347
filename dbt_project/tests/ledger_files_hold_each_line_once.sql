-- Files with a month in which nearly every line with a document number stands twice or more: an export appended to itself.
{{ config(
    meta={'remedy': 'export the file again and withdraw this one; its lines stand in it more than once'},
) }}

with lines as (
    select
        _file,
        _month,
        document_number,
        posting_date,
        account,
        reported_amount,
        cost_centre,
        counter_account,
        count(*) as copies
    from {{ ref('int_gl_posting') }}
    where document_number is not null
    group by _file, _month, document_number, posting_date, account, reported_amount, cost_centre, counter_account
)

select
    _file,
    _month,
    sum(copies) as line_count,
    sum(case when copies > 1 then copies else 0 end) as repeated_lines
from lines
group by _file, _month
having sum(copies) >= 10 and 10 * sum(case when copies > 1 then copies else 0 end) >= 8 * sum(copies)
