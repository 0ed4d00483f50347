-- Grain: one row per action that treats a risk, and snapshot.
with source as (
    {{ active_rows('template', 'risk_action', kind='keyed') }}
),

renamed as (
    select
        trim(action_id) as action_id,
        trim(risk_id) as risk_id,
        title,
        lower(trim(treatment)) as treatment,
        trim(org_unit_id) as org_unit_id,
        nullif(trim(owner_role), '') as owner_role,
        opened_on,
        original_due_date,
        due_date,
        lower(trim(status)) as status,
        done_on,
        cost,
        upper(nullif(trim(currency), '')) as currency,
        {{ origin_columns() }}
    from source
)

select * from renamed
