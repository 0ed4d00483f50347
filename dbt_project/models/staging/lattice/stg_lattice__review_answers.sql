-- Grain: one row per answer of a review and export (names and texts stay in the lake, e-mails as their digests).
with source as (
    {{ active_rows('lattice', 'review_answers', kind='keyed') }}
),

renamed as (
    select
        trim(review_cycle) as review_cycle,
        nullif(trim(reviewee_id), '') as reviewee_id,
        {{ email_key('reviewee_email') }} as reviewee_key,
        nullif(trim(reviewer_id), '') as reviewer_id,
        {{ email_key('reviewer_email') }} as reviewer_key,
        {{ email_key('manager_email') }} as manager_key,
        nullif(lower(trim(relationship)), '') as relationship,
        nullif(lower(trim(question)), '') as question,
        nullif(trim(rating), '') as rating,
        nullif(lower(trim(status)), '') as status,
        cast(submitted_at as date) as submitted_on,
        nullif(trim(department), '') as department,
        {{ origin_columns() }}
    from source
)

select * from renamed
