-- Grain: one row per system, instance, dataset, kind of key and key of a person whom no employee was found for, with the record
-- that told it last. The key is the employee number or a digest (int_person_identity); what it stands for stays in the lake.
with records as (
    {%- for model, key, facts, day in person_records() %}
    select
        _system as system,
        _instance as instance,
        _dataset as dataset,
        '{{ key[0] }}' as key_kind,
        {{ key[1] }} as key_value,
        {{ day }} as day,
        _newness,
        _file,
        _record
    from {{ ref(model) }}
    where {{ key[1] }} is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

ranked as (
    select
        records.*,
        identity.status,
        identity.evidence,
        row_number() over (
            partition by records.system, records.instance, records.dataset, records.key_kind, records.key_value
            order by records._newness desc nulls last, records._file nulls last, records._record desc nulls last
        ) as recency
    from records
    inner join {{ ref('int_person_identity') }} as identity
        on records.system = identity.system
        and records.instance = identity.instance
        and records.key_kind = identity.key_kind
        and records.key_value = identity.key_value
    where identity.status in ('unmatched', 'ambiguous')
),

told as (
    select
        system,
        instance,
        dataset,
        key_kind,
        key_value,
        min(status) as status,
        min(evidence) as evidence,
        min(day) as first_day,
        max(day) as last_day,
        count(*) as row_count,
        max(case when recency = 1 then _file end) as _file,
        max(case when recency = 1 then _record end) as _record
    from ranked
    group by system, instance, dataset, key_kind, key_value
),

final as (
    select
        told.*,
        told.key_kind as label_type,
        file.name || ', record ' || cast(told._record as string) as label,
        told.evidence as note
    from told
    inner join {{ source('lake_index', 'files') }} as file on told._file = file.file_id
)

select * from final
