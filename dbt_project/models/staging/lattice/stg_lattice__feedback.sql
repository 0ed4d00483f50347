-- Grain: one row per feedback and export (names and texts stay in the lake, e-mails as their digests).
with source as (
    {{ active_rows('lattice', 'feedback', kind='keyed') }}
),

renamed as (
    select
        {{ email_key('receiver_email') }} as receiver_key,
        nullif(trim(receiver_id), '') as receiver_id,
        {{ email_key('giver_email') }} as giver_key,
        nullif(trim(giver_id), '') as giver_id,
        given_at,
        nullif(lower(trim(kind)), '') as kind,
        {{ origin_columns() }}
    from source
)

select * from renamed
