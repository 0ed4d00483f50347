-- Grain: one row per risk, assessment date, kind and snapshot.
with source as (
    {{ active_rows('template', 'risk_assessment', kind='keyed') }}
),

renamed as (
    select
        risk_id,
        as_of,
        lower(trim(kind)) as kind,
        likelihood,
        impact,
        annual_frequency,
        loss_p5,
        loss_p50,
        loss_p95,
        upper(trim(currency)) as currency,
        {{ origin_columns() }}
    from source
)

select * from renamed
