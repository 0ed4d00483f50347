-- Grain: one row per test of a control and snapshot (testers stay in the lake).
with source as (
    {{ active_rows('risk_register', 'control_tests', kind='keyed') }}
),

renamed as (
    select
        trim(test_id) as test_id,
        trim(control_id) as control_id,
        test_date,
        nullif(lower(trim(result)), '') as result,
        nullif(trim(issues_found), '') as issues_found,
        {{ origin_columns() }}
    from source
)

select * from renamed
