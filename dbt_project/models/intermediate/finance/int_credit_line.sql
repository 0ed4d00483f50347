-- Grain: one row per credit line and day of statement; only a committed line within its term leaves something undrawn.
with statements as (
    {{ newest_rows(ref('stg_template__credit_line'), ['line_id', 'as_of']) }}
),

final as (
    select
        statements.line_id,
        statements.as_of,
        statements.entity_id,
        coalesce(
            entity.org_unit_id, case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id,
        statements.is_committed,
        cast(statements.limit_amount as decimal(28, 4)) as limit_amount,
        cast(statements.drawn_amount as decimal(28, 4)) as drawn_amount,
        cast(
            case
                when statements.is_committed and statements.as_of between statements.valid_from and statements.valid_to
                    then greatest(statements.limit_amount - statements.drawn_amount, 0)
                else 0
            end
            as decimal(28, 4)
        ) as undrawn_amount,
        statements.currency,
        statements._file,
        statements._record
    from statements
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_entity') }} as entity on statements.entity_id = entity.entity_id
    where statements.as_of <= company.as_of
)

select * from final
