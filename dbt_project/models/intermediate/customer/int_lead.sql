-- Grain: one row per lead that exists now (the person stays in the lake).
-- The unit is the owner's on the day the lead came; an owner without mapping is `unassigned` (the root while there is no tree).
with leads as (
    {{ newest_rows(ref('stg_salesforce__lead'), ['_system', '_instance', 'lead_id']) }}
),

named as (
    select
        _system || ':' || _instance || ':' || lead_id as lead_id,
        _system as system,
        _instance as instance,
        owner_id,
        case
            when coalesce(is_converted, false) then 'converted'
            when lower(trim(status)) in ('open - not contacted', 'open', 'new', '新建', '未联系') then 'open'
            when lower(trim(status)) in ('working - contacted', 'working', 'contacted', 'nurturing', '已联系', '跟进中') then 'working'
            when lower(trim(status)) in ('qualified', '已确认') then 'qualified'
            when lower(trim(status)) in ('closed - converted', 'converted', '已转化') then 'converted'
            when lower(trim(status)) in ('closed - not converted', 'unqualified', 'disqualified', '不合格', '已关闭')
                then 'disqualified'
            else 'unmapped'
        end as status,
        lead_source,
        industry,
        country,
        rating,
        created_at,
        coalesce(is_converted, false) as is_converted,
        converted_on,
        _system || ':' || _instance || ':' || converted_customer_id as converted_customer_id,
        _system || ':' || _instance || ':' || converted_opportunity_id as converted_opportunity_id,
        cast(created_at as date) as created_on,
        _file,
        _record
    from leads
    where not is_deleted
),

placed as (
    {{ with_org_unit('named', 'owner', 'owner_id', 'created_on') }}
),

final as (
    select
        lead_id,
        system,
        instance,
        org_unit_id,
        owner_id,
        status,
        lead_source,
        industry,
        country,
        rating,
        created_at,
        is_converted,
        converted_on,
        converted_customer_id,
        converted_opportunity_id,
        _file,
        _record
    from placed
)

select * from final
