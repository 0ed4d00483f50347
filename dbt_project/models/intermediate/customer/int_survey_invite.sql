-- Grain: one row per survey, day of sending and department: how many were asked.
-- The unit is the department's on that day; without a department the root, with one that nothing maps `unassigned`.
with invites as (
    {{ newest_rows(
        ref('stg_template__survey_invite'),
        ['survey_system', 'survey_instance', 'survey_id', 'sent_on', 'department'],
    ) }}
),

final as (
    select
        coalesce(invites.survey_system, 'template')
        || ':' || coalesce(invites.survey_instance, 'default')
        || ':' || invites.survey_id as survey_id,
        coalesce(invites.survey_system, 'template') as system,
        coalesce(invites.survey_instance, 'default') as instance,
        invites.sent_on,
        coalesce(invites.department, '') as department,
        coalesce(
            mapping.org_unit_id,
            case when invites.department is null or not company.has_org_units then company.root_org_unit_id else 'unassigned' end
        ) as org_unit_id,
        invites.invited,
        invites._file,
        invites._record
    from invites
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_org_mapping') }} as mapping
        on mapping.source_type = 'department'
        and invites.department = mapping.source_key
        and coalesce(invites.survey_system, 'template') = mapping.system
        and coalesce(invites.survey_instance, 'default') = mapping.instance
        and invites.sent_on between mapping.valid_from and mapping.valid_to
)

select * from final
