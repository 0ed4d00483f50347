-- Grain: one row per source type, source key, system, instance and range of days, with the unit it belongs to then.
-- Ranges have no gaps and no overlaps; the unit is NULL where no mapping holds or the unit is not below the root that day.
-- The most specific mapping (instance, then system) wins. Type `entity` maps entities (system and instance '').
{{ config(materialized='table') }}

with mappings as (
    {{ newest_rows(
        ref('stg_template__org_mapping'),
        ['source_type', 'source_key', 'system', 'instance', 'valid_from'],
    ) }}
),

instances as (
    select distinct system, instance from {{ source('lake_index', 'active') }}
    union
    select distinct system, instance from {{ source('lake_index', 'entity') }} where system is not null
),

attached as (
    select closure.org_unit_id, closure.valid_from, closure.valid_to
    from {{ ref('int_org_closure') }} as closure
    inner join {{ ref('int_company') }} as company on closure.ancestor_id = company.root_org_unit_id
),

applied as (
    select
        mappings.source_type,
        mappings.source_key,
        instances.system,
        instances.instance,
        mappings.org_unit_id,
        mappings.valid_from,
        mappings.valid_to,
        case when mappings.instance is null then 0 else 2 end
        + case when mappings.system is null then 0 else 1 end as specificity
    from mappings
    inner join instances
        on (mappings.system is null or mappings.system = instances.system)
        and (mappings.instance is null or mappings.instance = instances.instance)
    union all
    select
        'entity' as source_type,
        entity_id as source_key,
        '' as system,
        '' as instance,
        org_unit_id,
        {{ open_start() }} as valid_from,
        {{ open_end() }} as valid_to,
        0 as specificity
    from {{ ref('int_entity') }}
),

candidates as (
    select
        applied.source_type,
        applied.source_key,
        applied.system,
        applied.instance,
        attached.org_unit_id,
        greatest(applied.valid_from, attached.valid_from) as valid_from,
        least(applied.valid_to, attached.valid_to) as valid_to,
        applied.specificity,
        applied.valid_from as mapped_from
    from applied
    inner join attached
        on applied.org_unit_id = attached.org_unit_id
        and applied.valid_from <= attached.valid_to
        and applied.valid_to >= attached.valid_from
),

final as (
    {{ resolve_ranges(
        'candidates',
        ['source_type', 'source_key', 'system', 'instance'],
        ['org_unit_id'],
        ['specificity desc', 'mapped_from desc', 'org_unit_id'],
    ) }}
)

select source_type, source_key, system, instance, valid_from, valid_to, org_unit_id
from final
