-- Grain: one row per case and snapshot (texts stay in the lake).
with source as (
    {{ active_rows('salesforce', 'case', kind='keyed') }}
),

renamed as (
    select
        id as ticket_id,
        case_number as ticket_number,
        nullif(trim(account_id), '') as customer_id,
        nullif(trim(type), '') as ticket_type,
        nullif(trim(priority), '') as priority,
        nullif(trim(status), '') as status,
        nullif(trim(origin), '') as channel,
        nullif(trim(owner_id), '') as queue,
        coalesce(is_closed, false) as is_closed,
        created_date as opened_at,
        closed_date as closed_at,
        sla_start_date as sla_started_at,
        sla_exit_date as sla_ended_at,
        lower(nullif(trim(milestone_status), '')) as milestone_status,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
