-- Grain: one row per requisition that is filled: as many hires as heads wanted, or closed with a hire where these are unknown.
with hires as (
    select
        application.requisition_id,
        application.hired_on,
        row_number() over (
            partition by application.requisition_id
            order by application.hired_on nulls last, application.application_id nulls last
        ) as hire,
        count(*) over (partition by application.requisition_id) as hires
    from {{ ref('int_application') }} as application
    where application.status = 'hired' and application.hired_on is not null
),

final as (
    select
        requisition.requisition_id,
        requisition.org_unit_id,
        requisition.opened_on,
        hires.hired_on as filled_on,
        {{ days_between('requisition.opened_on', 'hires.hired_on') }} as days_to_fill,
        requisition._file,
        requisition._record
    from {{ ref('int_job_requisition') }} as requisition
    inner join hires
        on requisition.requisition_id = hires.requisition_id
        and hires.hire = coalesce(requisition.headcount, hires.hires)
    where requisition.headcount is not null or requisition.status = 'closed'
)

select * from final
