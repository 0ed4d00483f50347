-- Instances of SAP whose tables hold rows of several clients. Numbers of documents, accounts and materials are unique within a
-- client only: rows of one would take the place of another's, or be added to them.
{{ config(
    meta={'remedy': 'export each client by itself and map the folder of each to an instance of its own in opsmart.toml'},
) }}
{%- set tables = [
    'acdoca', 'bkpf', 'bseg', 'coep', 'cosp', 'ekbe', 'eket', 'ekko', 'ekpo',
    'faglflext', 'lfa1', 'makt', 'mara', 'mard', 'matdoc', 'mchb', 'ska1',
] %}

with clients as (
    {%- for table in tables %}
    select distinct _instance as instance, client
    from {{ ref('stg_sap__' ~ table) }}
    where client is not null
    {{ 'union' if not loop.last }}
    {%- endfor %}
)

select instance, count(*) as clients, min(client) as first_client, max(client) as last_client
from clients
group by instance
having count(*) > 1
