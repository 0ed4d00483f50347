-- Grain: one row per person and day of a personnel action.
-- What happened follows from the employment status before and after (fixed values of SAP, while companies name their own action
-- types); without a status from the standard action types.
with newest as (
    {{ newest_rows(
        ref('stg_sap__pa0000'), ['_system', '_instance', 'client', 'employee_number', 'valid_from', 'sequence']
    ) }}
),

told as (
    select
        _system as system,
        _instance as instance,
        'employee_number' as key_kind,
        employee_number as person_identifier,
        client,
        valid_from,
        action_type,
        action_reason,
        employment_status,
        row_number() over (
            partition by _system, _instance, client, employee_number, valid_from
            order by sequence desc nulls last, _record desc nulls last
        ) as choice,
        _file,
        _record
    from newest
    where not is_locked and not is_deleted
),

followed as (
    select
        told.*,
        lag(employment_status) over (
            partition by system, instance, client, person_identifier order by valid_from nulls last
        ) as status_before,
        lag(valid_from) over (
            partition by system, instance, client, person_identifier order by valid_from nulls last
        ) as day_before
    from told
    where choice = 1
),

known as (
    {{ with_person('followed') }}
),

final as (
    select
        system || ':' || instance || ':' || client || ':' || person_identifier || ':' || cast(valid_from as string) as event_id,
        system,
        instance,
        person_key,
        identity_status,
        identity_rung,
        valid_from as event_date,
        case
            when employment_status = '0' then case when status_before = '0' then 'changed' else 'left' end
            when employment_status = '2' then case when status_before = '2' then 'changed' else 'retired' end
            when employment_status = '1' then case when status_before = '1' then 'changed' else 'inactive' end
            when employment_status = '3' then
                case
                    when status_before in ('0', '2') then 'rehired'
                    when status_before = '1' then 'returned'
                    when day_before is null then 'hired'
                    else 'changed'
                end
            when action_type = '01' then 'hired'
            when action_type = '10' then 'left'
            when action_type = '12' then 'rehired'
            else 'unmapped'
        end as event_type,
        action_type,
        action_reason,
        _file,
        _record
    from known
)

select * from final
