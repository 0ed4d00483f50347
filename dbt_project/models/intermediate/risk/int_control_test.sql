-- Grain: one row per test of a control. The control's id stands as written, as in the template of controls.
with newest as (
    {{ newest_rows(ref('stg_risk_register__control_tests'), ['_system', '_instance', 'test_id']) }}
),

final as (
    select
        _system as system,
        _instance as instance,
        _system || ':' || _instance || ':' || test_id as control_test_id,
        control_id,
        test_date as tested_on,
        {{ word_of('result', {
            'effective': ['effective', 'pass', 'passed', 'ok', 'satisfactory', 'operating effectively', 'no exceptions', 'wirksam',
                'bestanden', '有效', '通过', '合格'],
            'partly_effective': ['partial', 'partially effective', 'partly effective', 'partially passed', 'needs improvement',
                'passed with exceptions', 'teilweise wirksam', '部分有效', '基本有效', '部分通过'],
            'ineffective': ['ineffective', 'not effective', 'fail', 'failed', 'deficient', 'unsatisfactory', 'unwirksam',
                'nicht bestanden', '无效', '不通过', '未通过', '不合格'],
            'not_tested': ['not tested', 'pending', 'planned', 'n/a', 'nicht geprüft', '未测试', '待测试', '不适用'],
        }) }} as result,
        cast(round({{ try_cast('issues_found', 'decimal(9,2)') }}) as int) as issues_count,
        _file,
        _record
    from newest
)

select * from final
