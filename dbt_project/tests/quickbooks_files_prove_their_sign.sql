-- Files without a pair of lines that proves the sign convention were read as natural side.
{{ config(severity='warn') }}

select file_id, instance, convention
from {{ ref('int_quickbooks_sign') }}
where is_assumed
union all
select distinct _file as file_id, instance, 'natural side of ' || account || ' unknown' as convention
from {{ ref('fct_gl_entry') }}
where is_sign_unknown
