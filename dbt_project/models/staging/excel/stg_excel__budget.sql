-- Grain: one row per budget line and month of a workbook (amount in the natural sign of its account).
-- Rows of a further sheet (by name) count on from 10,000,000 times the sheets before it, so that a file has each number once.
with source as (
    {{ active_rows('excel', 'budget', kind='ledger') }}
),

renamed as (
    select
        nullif(trim(entity_id), '') as entity_name,
        nullif(trim(cost_center), '') as cost_centre,
        nullif(trim(project), '') as project,
        trim(account) as account,
        {{ month_start('month') }} as month,
        amount,
        upper(nullif(trim(currency), '')) as currency,
        trim(budget_version) as budget_version,
        _system,
        _dataset,
        _instance,
        _partition,
        _date_from,
        _date_to,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record + (dense_rank() over (partition by _file order by _sheet nulls first) - 1) * 10000000 as _record
    from source
)

select * from renamed
