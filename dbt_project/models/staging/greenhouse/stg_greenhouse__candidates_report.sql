-- Grain: one row per application and report (names and addresses stay in the lake).
with source as (
    {{ active_rows('greenhouse', 'candidates_report', kind='keyed') }}
),

renamed as (
    select
        trim(application_id) as application_id,
        nullif(trim(candidate_id), '') as candidate_id,
        nullif(trim(job_id), '') as job_id,
        nullif(trim(requisition_code), '') as requisition_code,
        nullif(trim(department), '') as department,
        nullif(trim(current_stage), '') as stage_name,
        nullif(lower(trim(status)), '') as status,
        nullif(trim(source), '') as source,
        applied_on,
        rejected_on,
        nullif(trim(rejection_reason), '') as rejection_reason,
        hired_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
