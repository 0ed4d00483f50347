-- Grain: one row per key of a system and snapshot, with the employee whom it belongs to (keys that name a person as digests).
with source as (
    {{ active_rows('template', 'identity_override', kind='keyed') }}
),

renamed as (
    select
        trim(system) as system,
        nullif(trim(instance), '') as instance,
        lower(trim(key_kind)) as key_kind,
        case lower(trim(key_kind))
            when 'employee_number' then trim(person_identifier)
            when 'name_in_department' then
                {{ name_in_department(
                    name_digest("split_part(person_identifier, '|', 1)"),
                    "nullif(" ~ trimmed("split_part(person_identifier, '|', 2)") ~ ", '')",
                ) }}
            else {{ key_digest('person_identifier') }}
        end as key_value,
        nullif(trim(employee_number), '') as employee_number,
        nullif(trim(employee_system), '') as employee_system,
        {{ origin_columns() }}
    from source
)

select * from renamed
