-- Grain: one row per key of a person in a system and set of facts that the key's own records state about the person.
-- Keys but employee numbers are digests.
{%- for model, key, facts, day in person_records() %}
select
    _system as system,
    _instance as instance,
    '{{ key[0] }}' as key_kind,
    {{ key[1] }} as key_value,
    {%- for fact in ['employee_number', 'email_key', 'name_key', 'department'] %}
    {{ fact if fact in facts else 'cast(null as string)' }} as {{ fact }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ ref(model) }}
where {{ key[1] }} is not null
{{ 'union' if not loop.last }}
{%- endfor %}
