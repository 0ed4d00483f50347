-- Grain: one row per user and snapshot (names and addresses stay in the lake).
with source as (
    {{ active_rows('salesforce', 'user', kind='keyed') }}
),

renamed as (
    select
        id as user_id,
        nullif(trim(employee_number), '') as employee_number,
        nullif(trim(title), '') as job_title,
        nullif(trim(department), '') as department,
        nullif(trim(division), '') as division,
        nullif(trim(manager_id), '') as manager_id,
        nullif(trim(user_role_id), '') as role_id,
        nullif(trim(profile_id), '') as profile_id,
        nullif(trim(user_type), '') as user_type,
        coalesce(is_active, false) as is_active,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
