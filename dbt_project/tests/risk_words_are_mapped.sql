-- Rows of hand-kept registers and scans with a word that no list knows, or a likelihood or impact that is no step of the scale.
{{ config(severity='warn') }}

select 'risk' as entity, source_id as row_id, category || ', ' || status as told, _file, _record
from {{ ref('int_risk') }}
where category = 'unmapped' or status = 'unmapped'
union all
select 'risk_assessment' as entity, source_id as row_id, 'likelihood or impact' as told, _file, _record
from {{ ref('int_risk_register') }}
where _is_newest and (likelihood is null or impact is null)
union all
select 'control_test' as entity, control_test_id as row_id, result as told, _file, _record
from {{ ref('int_control_test') }}
where result = 'unmapped'
union all
select 'compliance_check' as entity, compliance_check_id as row_id, status as told, _file, _record
from {{ ref('int_compliance_check') }}
where status = 'unmapped' and is_current
union all
select 'kri_observation' as entity, kri_id as row_id, status as told, _file, _record
from {{ ref('int_kri_observation') }}
where status = 'unmapped'
union all
select 'vulnerability' as entity, finding as row_id, severity as told, _file, _record
from {{ ref('int_vulnerability') }}
where severity = 'unmapped'
