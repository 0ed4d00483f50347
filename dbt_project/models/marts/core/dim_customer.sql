-- Grain: one row per customer (CRM account).
select
    customer_id,
    name,
    industry,
    country
from {{ ref('int_customer') }}
