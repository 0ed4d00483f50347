-- Grain: one row per requirement and snapshot of its checklist: what it says from checked_on to valid_to.
with ranked as (
    select
        told.*,
        coalesce(told.category, '') as group_name,
        row_number() over (
            partition by
                told._system, told._instance, coalesce(told.category, ''), told.area, told.standard_reference, told._date_from
            order by
                told._precedence nulls last, told._newness desc nulls last, told._file nulls last, told._record desc nulls last
        ) as choice
    from {{ ref('stg_risk_register__compliance_checks') }} as told
),

dues as (
    select
        _system,
        _instance,
        group_name,
        area,
        standard_reference,
        due_date,
        row_number() over (
            partition by _system, _instance, group_name, area, standard_reference order by _date_from nulls last
        ) as sighting
    from ranked
    where choice = 1 and due_date is not null
),

final as (
    select
        ranked._system as system,
        ranked._instance as instance,
        ranked._system || ':' || ranked._instance || ':' || ranked.group_name || '|' || ranked.area || '|'
        || ranked.standard_reference as compliance_check_id,
        ranked.category,
        ranked.area,
        ranked.chapter,
        ranked.standard_reference,
        ranked._date_from as checked_on,
        ranked._date_to as valid_to,
        ranked._is_newest as is_current,
        {{ word_of('ranked.status', {
            'compliant': ['compliant', 'compliance', 'yes', 'pass', 'passed', 'met', 'done', 'implemented', 'konform', 'erfüllt', 'cumple',
                'conforme', '合规', '符合', '通过', '已满足'],
            'partial': ['partial', 'partially', 'partially compliant', 'partly compliant', 'partially implemented', 'in progress',
                'teilweise', 'teilweise konform', 'parcial', '部分合规', '部分符合', '进行中'],
            'non_compliant': ['non-compliant', 'noncompliant', 'non compliant', 'not compliant', 'no', 'fail', 'failed', 'not met',
                'open', 'not implemented', 'nicht konform', 'nicht erfüllt', 'no cumple', 'no conforme', 'não conforme', '不合规',
                '不符合', '不通过', '未满足'],
            'not_applicable': ['not applicable', 'n/a', 'na', 'nicht anwendbar', 'no aplica', 'não aplicável', '不适用'],
            'not_assessed': ['not assessed', 'not started', 'pending', 'to do', 'planned', 'nicht bewertet', 'pendiente', 'pendente',
                '未评估', '未检查', '待评估', '未开始'],
        }, empty="'not_assessed'") }} as status,
        ranked.due_date,
        dues.due_date as original_due_date,
        ranked._file,
        ranked._record
    from ranked
    left join dues
        on ranked._system = dues._system
        and ranked._instance = dues._instance
        and ranked.group_name = dues.group_name
        and ranked.area = dues.area
        and ranked.standard_reference = dues.standard_reference
        and dues.sighting = 1
    where ranked.choice = 1
)

select * from final
