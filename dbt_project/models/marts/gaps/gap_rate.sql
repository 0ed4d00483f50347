-- Grain: one row per fact, system, instance, dataset, rate type, currency, budget version and day of the key whose rate is
-- missing: the month of an average, the first month of a budget rate, the close date of a deal up to the as-of date.
with files as (
    select file_id, system, instance, dataset from {{ source('lake_index', 'files') }}
),

deals as (
    select
        files.system,
        files.instance,
        files.dataset,
        deal.currency,
        deal.close_date,
        case when deal.is_missing_rate and deal.close_date <= company.as_of then 1 else 0 end as lacks_rate,
        count(*) as row_count,
        sum(abs(deal.amount)) as amount
    from {{ ref('fct_opportunity') }} as deal
    cross join {{ ref('int_company') }} as company
    inner join files on deal._file = files.file_id
    group by
        files.system,
        files.instance,
        files.dataset,
        deal.currency,
        deal.close_date,
        case when deal.is_missing_rate and deal.close_date <= company.as_of then 1 else 0 end
),

priced as (
    select
        model,
        system,
        instance,
        dataset,
        case model when 'fct_gl_entry' then 'average' else 'budget' end as label_type,
        currency as label,
        budget_version as scope,
        case model when 'fct_gl_entry' then _month end as key_day,
        lacks_rate,
        first_day,
        last_day,
        row_count,
        amount,
        all_rows,
        all_amount
    from {{ ref('gap_line') }}
    union all
    select
        'fct_opportunity' as model,
        system,
        instance,
        dataset,
        'closing' as label_type,
        currency as label,
        cast(null as string) as scope,
        close_date as key_day,
        lacks_rate,
        close_date as first_day,
        close_date as last_day,
        row_count,
        amount,
        sum(row_count) over (partition by system, instance, dataset) as all_rows,
        sum(amount) over (partition by system, instance, dataset, currency) as all_amount
    from deals
),

final as (
    select
        model,
        system,
        instance,
        dataset,
        label_type,
        label,
        scope,
        coalesce(key_day, min(first_day)) as key_day,
        min(first_day) as first_day,
        max(last_day) as last_day,
        sum(row_count) as row_count,
        {{ ratio('sum(row_count)', 'max(all_rows)') }} as row_share,
        sum(amount) as amount,
        {{ ratio('sum(amount)', 'max(all_amount)') }} as amount_share
    from priced
    where lacks_rate = 1
    group by model, system, instance, dataset, label_type, label, scope, key_day
)

select * from final
