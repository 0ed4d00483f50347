-- Employee numbers that stand twice in one HR report with different hire dates: two people, of whom one is counted.
{{ config(
    severity='warn',
    meta={'remedy': 'give each person a number of their own in the HR system and export the report again'},
) }}

select system, instance, _file, count(*) as numbers
from (
    select system, instance, _file, employee_number
    from {{ ref('int_employee_listing') }}
    where is_full_list
    group by system, instance, _file, employee_number
    having count(distinct hire_date) > 1
) as doubled
group by system, instance, _file
