-- Grain: one row per improvement idea and snapshot.
with source as (
    {{ active_rows('template', 'improvement', kind='keyed') }}
),

renamed as (
    select
        trim(improvement_id) as improvement_id,
        nullif(trim(process), '') as process,
        trim(org_unit_id) as org_unit_id,
        nullif(trim(employee_number), '') as employee_number,
        submitted_on,
        lower(trim(status)) as status,
        decided_on,
        implemented_on,
        closed_on,
        baseline_unit_cost,
        yearly_saving,
        upper(trim(currency)) as currency,
        is_confirmed,
        {{ origin_columns() }}
    from source
)

select * from renamed
