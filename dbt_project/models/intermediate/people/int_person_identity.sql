-- Grain: one row per system, instance, kind of key and key of a person, with the employee whom the key belongs to.
-- The rungs, first match wins: override, employee number and work e-mail (which must not contradict each other), name in
-- department. Only what a key's own records state counts: a match never leads to another one.
{{ config(materialized='table') }}

with mentions as (
    select * from {{ ref('int_person_mention') }}
),

mappings as (
    select mapping.system, mapping.instance, mapping.source_key, mapping.org_unit_id
    from {{ ref('int_org_mapping') }} as mapping
    cross join {{ ref('int_company') }} as company
    where mapping.source_type = 'department'
        and mapping.org_unit_id is not null
        and company.as_of between mapping.valid_from and mapping.valid_to
),

directory as (
    select distinct
        listing.person_key,
        listing.system,
        listing.instance,
        listing.employee_number,
        listing.payroll_number,
        listing.email_key,
        listing.name_key,
        listing.surname_first_key,
        listing.department,
        mappings.org_unit_id
    from {{ ref('int_employee_listing') }} as listing
    left join mappings
        on listing.system = mappings.system
        and listing.instance = mappings.instance
        and listing.department = mappings.source_key
),

numbers as (
    select person_key, system, instance, employee_number from directory
    union
    select person_key, system, instance, payroll_number as employee_number from directory where payroll_number is not null
),

stated as (
    select
        mentions.system,
        mentions.instance,
        mentions.key_kind,
        mentions.key_value,
        mentions.employee_number,
        case when directories.system is null then 0 else 1 end as has_own_list
    from mentions
    left join (select distinct system, instance from directory) as directories
        on mentions.system = directories.system and mentions.instance = directories.instance
    where mentions.employee_number is not null
),

-- A number of a system that has a list of its own employees is looked for in that list only; a foreign number in all of them,
-- without its leading zeros where nobody has it as it is written.
by_number as (
    select stated.system, stated.instance, stated.key_kind, stated.key_value, numbers.person_key, 1 as tier
    from stated
    inner join numbers on stated.employee_number = numbers.employee_number
    where stated.has_own_list = 0 or (stated.system = numbers.system and stated.instance = numbers.instance)
    union
    select stated.system, stated.instance, stated.key_kind, stated.key_value, numbers.person_key, 2 as tier
    from stated
    inner join numbers
        on {{ stripped_number('stated.employee_number') }} = {{ stripped_number('numbers.employee_number') }}
    where stated.has_own_list = 0
),

best_number as (
    select
        by_number.*,
        min(tier) over (partition by system, instance, key_kind, key_value) as best_tier
    from by_number
),

-- An address that several people have is nobody's.
addresses as (
    select email_key, min(person_key) as person_key
    from directory
    where email_key is not null
    group by email_key
    having count(distinct person_key) = 1
),

strong as (
    select
        system,
        instance,
        key_kind,
        key_value,
        person_key,
        'employee_number' as rung,
        case tier when 1 then 'same employee number' else 'same employee number without leading zeros' end as evidence
    from best_number
    where tier = best_tier
    union
    select
        mentions.system,
        mentions.instance,
        mentions.key_kind,
        mentions.key_value,
        addresses.person_key,
        'work_email' as rung,
        'same work e-mail, nobody else has it' as evidence
    from mentions
    inner join addresses on mentions.email_key = addresses.email_key
),

-- Either part of the name first. A department is the same where both are mapped to one unit; else where both are called the same.
names as (
    select person_key, name_key, department, org_unit_id from directory where name_key is not null
    union
    select person_key, surname_first_key as name_key, department, org_unit_id
    from directory
    where surname_first_key is not null
),

named as (
    select
        mentions.system,
        mentions.instance,
        mentions.key_kind,
        mentions.key_value,
        mentions.name_key,
        mentions.department,
        mappings.org_unit_id,
        max(case when mentions.employee_number is not null or mentions.email_key is not null then 1 else 0 end) over (
            partition by mentions.system, mentions.instance, mentions.key_kind, mentions.key_value
        ) as has_number_or_email
    from mentions
    left join mappings
        on mentions.system = mappings.system
        and mentions.instance = mappings.instance
        and mentions.department = mappings.source_key
),

by_name as (
    select distinct named.system, named.instance, named.key_kind, named.key_value, names.person_key
    from named
    inner join names
        on named.name_key = names.name_key
        and case
            when named.org_unit_id is not null and names.org_unit_id is not null then named.org_unit_id = names.org_unit_id
            else named.department = names.department
        end
    where named.has_number_or_email = 0
),

-- Two accounts that lead to one employee by name are two people, of whom nobody knows which one is the employee.
namesakes as (
    select system, instance, key_kind, person_key, count(*) as accounts
    from by_name
    group by system, instance, key_kind, person_key
),

weakest as (
    select
        by_name.system,
        by_name.instance,
        by_name.key_kind,
        by_name.key_value,
        min(by_name.person_key) as person_key,
        count(*) as people,
        max(namesakes.accounts) as accounts
    from by_name
    inner join namesakes
        on by_name.system = namesakes.system
        and by_name.instance = namesakes.instance
        and by_name.key_kind = namesakes.key_kind
        and by_name.person_key = namesakes.person_key
    group by by_name.system, by_name.instance, by_name.key_kind, by_name.key_value
),

overrides as (
    select
        keyed.system,
        keyed.instance,
        keyed.key_kind,
        keyed.key_value,
        named.employee_number,
        named.employee_system,
        row_number() over (
            partition by keyed.system, keyed.instance, keyed.key_kind, keyed.key_value
            order by
                case when named.instance is null then 1 else 0 end nulls last,
                named._file nulls last,
                named._record desc nulls last
        ) as choice
    from (select distinct system, instance, key_kind, key_value from mentions) as keyed
    inner join (
        {{ newest_rows(ref('stg_template__identity_override'), ['system', 'instance', 'key_kind', 'key_value']) }}
    ) as named
        on keyed.system = named.system
        and keyed.key_kind = named.key_kind
        and keyed.key_value = named.key_value
        and (named.instance is null or keyed.instance = named.instance)
        and coalesce(named.employee_number, '') <> '?' -- nobody has filled it in yet
),

decided as (
    select
        overrides.system,
        overrides.instance,
        overrides.key_kind,
        overrides.key_value,
        max(overrides.employee_number) as employee_number,
        min(numbers.person_key) as person_key,
        count(distinct numbers.person_key) as people
    from overrides
    left join numbers
        on overrides.employee_number = numbers.employee_number
        and (overrides.employee_system is null or overrides.employee_system = numbers.system)
    where overrides.choice = 1
    group by overrides.system, overrides.instance, overrides.key_kind, overrides.key_value
),

strongest as (
    select
        system,
        instance,
        key_kind,
        key_value,
        min(person_key) as person_key,
        count(distinct person_key) as people,
        min(rung) as rung,
        min(evidence) as evidence
    from strong
    group by system, instance, key_kind, key_value
),

judged as (
    select
        keyed.system,
        keyed.instance,
        keyed.key_kind,
        keyed.key_value,
        case
            when decided.system is not null and decided.employee_number is null then 'excluded'
            when decided.system is not null and decided.people = 0 then 'unmatched'
            when decided.system is not null and decided.people > 1 then 'ambiguous'
            when decided.system is not null then 'matched'
            when strongest.people > 1 then 'ambiguous'
            when strongest.people = 1 then 'matched'
            when weakest.people > 1 or weakest.accounts > 1 then 'ambiguous'
            when weakest.people = 1 then 'matched'
            else 'unmatched'
        end as status,
        case
            when decided.system is not null then 'override'
            else coalesce(strongest.rung, case when weakest.system is not null then 'name_in_department' end, 'none')
        end as rung,
        case
            when decided.system is not null and decided.employee_number is null then 'the workbook says that it is nobody'
            when decided.system is not null and decided.people = 0 then 'nobody has the number in the workbook'
            when decided.system is not null and decided.people > 1 then 'several people have the number in the workbook'
            when decided.system is not null then 'named in the workbook'
            when strongest.people > 1 then 'number or e-mail leads to several people'
            when strongest.people = 1 then strongest.evidence
            when weakest.people > 1 or weakest.accounts > 1 then 'several people or accounts of that name in the department'
            when weakest.people = 1 then 'same name in the same department, nobody else there has it'
            else 'nobody found'
        end as evidence,
        coalesce(
            case when decided.system is not null then decided.person_key end,
            case when decided.system is null then coalesce(strongest.person_key, weakest.person_key) end
        ) as found_key
    from (select distinct system, instance, key_kind, key_value from mentions) as keyed
    left join decided
        on keyed.system = decided.system
        and keyed.instance = decided.instance
        and keyed.key_kind = decided.key_kind
        and keyed.key_value = decided.key_value
    left join strongest
        on keyed.system = strongest.system
        and keyed.instance = strongest.instance
        and keyed.key_kind = strongest.key_kind
        and keyed.key_value = strongest.key_value
    left join weakest
        on keyed.system = weakest.system
        and keyed.instance = weakest.instance
        and keyed.key_kind = weakest.key_kind
        and keyed.key_value = weakest.key_value
),

final as (
    select
        system,
        instance,
        key_kind,
        key_value,
        case when status = 'matched' then found_key else system || ':' || instance || ':' || key_value end as person_key,
        status,
        rung,
        evidence
    from judged
)

select * from final
