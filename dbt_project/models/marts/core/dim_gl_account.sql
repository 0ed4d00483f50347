-- Grain: one row per entity, account and range of days with its account type ('unmapped' if none is known).
select
    entity_id,
    account,
    account_name,
    account_type,
    is_workforce_cost,
    natural_sign,
    valid_from,
    valid_to
from {{ ref('int_gl_account') }}
