-- Grain: one row per raise, bonus or reward and snapshot.
with source as (
    {{ active_rows('template', 'compensation_event', kind='keyed') }}
),

renamed as (
    select
        trim(event_id) as event_id,
        trim(employee_number) as employee_number,
        lower(trim(kind)) as kind,
        event_date,
        pay_amount,
        target_amount,
        nullif(upper(trim(currency)), '') as currency,
        nullif(trim(plan), '') as plan,
        plan_year,
        {{ origin_columns() }}
    from source
)

select * from renamed
