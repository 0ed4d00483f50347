{#- Which lines make which ledger and budget measure, signed: by account type as measure_account says, and workforce cost by the
    account's mark. `lines`: entries of ent_finance or sums of them (with line_source, account_type, is_workforce_cost and the
    column `amount`); `columns`: what else of them to keep. -#}
{% macro ledger_measures(lines, amount, columns) %}
    select
        part.measure_id,
        part.account_class,
        {% for column in columns %}line.{{ column }}, {% endfor -%}
        case when part.sign < 0 then -line.{{ amount }} else line.{{ amount }} end as value
    from {{ lines }} as line
    inner join {{ ref('measure_account') }} as part
        on line.line_source = part.line_source
        and line.account_type = part.account_type
    union all
    select
        'workforce_cost' as measure_id,
        cast(null as string) as account_class,
        {% for column in columns %}line.{{ column }}, {% endfor -%}
        line.{{ amount }} as value
    from {{ lines }} as line
    where line.line_source = 'actual' and line.is_workforce_cost
{% endmacro %}
