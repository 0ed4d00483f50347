-- A company small enough to work out by hand: the tables that the KPI kernel reads, as the core would have built them.
-- as_of is Wednesday 2025-05-14. Working days are Monday to Friday but for Thursday 2025-05-01.
create schema if not exists core;
create schema if not exists intermediate;

create table intermediate.int_company as
select 'acme' as company_id, 'USD' as base_currency, 1 as fiscal_start_month, date '2025-05-14' as as_of, 'R' root_org_unit_id;

-- T3 moves from D1 to D2 on 2025-03-01.
create table intermediate.int_org_position as
select * from (values
    ('R', null, date '1900-01-01', date '9999-12-31'),
    ('unassigned', 'R', date '1900-01-01', date '9999-12-31'),
    ('D1', 'R', date '2024-06-01', date '9999-12-31'),
    ('D2', 'R', date '2024-01-01', date '9999-12-31'),
    ('D3', 'R', date '2024-01-01', date '9999-12-31'),
    ('T1', 'D1', date '2024-01-01', date '9999-12-31'),
    ('T2', 'D1', date '2024-01-01', date '9999-12-31'),
    ('T3', 'D1', date '2024-01-01', date '2025-02-28'),
    ('T3', 'D2', date '2025-03-01', date '9999-12-31'),
    ('T4', 'D3', date '2024-01-01', date '9999-12-31'),
    ('T5', 'D3', date '2024-01-01', date '9999-12-31')
) as t (org_unit_id, parent_id, valid_from, valid_to);

create table core.dim_date as
with days as (select cast(unnest(generate_series(date '2016-01-01', date '2026-12-31', interval 1 day)) as date) as day)
select
    day,
    cast(date_trunc('week', day) as date) as iso_week_start,
    cast(date_trunc('month', day) as date) as month_start,
    cast(date_trunc('quarter', day) as date) as fiscal_quarter_start,
    cast(date_trunc('year', day) as date) as fiscal_year_start,
    isodow(day) < 6 and day <> date '2025-05-01' as is_working,
    cast(sum(case when isodow(day) < 6 and day <> date '2025-05-01' then 1 else 0 end) over (order by day) as int) as working_day_no
from days;

create table core.dim_gl_account as
select 'US' as entity_id, account, account_type as account_name, account_type, account = '6100' as is_workforce_cost, date '1900-01-01' as valid_from, date '9999-12-31' as valid_to
from (values ('4000', 'revenue'), ('4100', 'contra_revenue'), ('5000', 'cogs'), ('6100', 'payroll'), ('7000', 'other_income'),
    ('1500', 'capex'), ('1000', 'balance')) as t (account, account_type);

-- amounts are debit-positive
create table core.fct_gl_entry as
select
    entity_id, account, account_type, accounting_date, org_unit_id, entry_kind, account_type = 'unmapped' as is_unmapped,
    false as is_sign_unknown, amount is null as is_missing_rate, cast(amount as decimal(28, 6)) as amount_base
from (values
    ('US', '4000', 'revenue', date '2024-01-15', 'T1', 'normal', -200),
    ('US', '6100', 'payroll', date '2024-01-31', 'T1', 'normal', 60),
    ('US', '4000', 'revenue', date '2024-05-13', 'T1', 'normal', -100),
    ('US', '4000', 'revenue', date '2024-05-14', 'T1', 'normal', -1000),
    ('US', '5000', 'cogs', date '2025-01-20', 'T2', 'normal', 10),
    ('US', '4000', 'revenue', date '2025-02-10', 'T3', 'normal', -70),
    ('US', '9999', 'unmapped', date '2025-02-20', 'T2', 'normal', 12),
    ('US', '7000', 'other_income', date '2025-03-05', 'T1', 'normal', -8),
    ('US', '1500', 'capex', date '2025-03-06', 'T1', 'normal', 20),
    ('US', '1000', 'balance', date '2025-03-06', 'T1', 'normal', -20),
    ('US', '4000', 'revenue', date '2025-03-10', 'T3', 'normal', -30),
    ('DE', '4100', 'contra_revenue', date '2025-03-10', 'T3', 'normal', 5),
    ('US', '5000', 'cogs', date '2025-03-12', 'T1', 'normal', 40),
    ('US', '4000', 'revenue', date '2025-03-20', 'T1', 'closing', -500),
    ('US', '6100', 'payroll', date '2025-03-31', 'T1', 'normal', 30),
    ('DE', '4000', 'revenue', date '2025-04-02', 'T2', 'normal', null),
    ('US', '4000', 'revenue', date '2025-05-14', 'T1', 'normal', -150),
    ('US', '4000', 'revenue', date '2025-05-15', 'T1', 'normal', -9999)
) as t (entity_id, account, account_type, accounting_date, org_unit_id, entry_kind, amount);

-- natural sign
create table core.fct_budget_line as
select
    entity_id, account_type, account_type as account, month, org_unit_id, is_current, false as is_missing_rate,
    cast(amount as decimal(28, 6)) as amount_base
from (values
    ('US', 'cogs', date '2025-01-01', 'T2', true, 6),
    ('US', 'revenue', date '2025-03-01', 'T1', true, 90),
    ('US', 'cogs', date '2025-03-01', 'T1', true, 50),
    ('US', 'capex', date '2025-03-01', 'T1', true, 25),
    ('US', 'revenue', date '2025-12-01', 'T1', true, 10),
    ('US', 'cogs', date '2025-12-01', 'T1', true, 100),
    ('US', 'revenue', date '2025-03-01', 'T1', false, 1000000)
) as t (entity_id, account_type, month, org_unit_id, is_current, amount);

-- D1: T1 3, T2 6 (5 after March), T3 6 (7 from 16 February), 4 directly at D1; R 1 directly; D3: T4 3, T5 6. All from 2024-01-01.
create table core.fct_employment_spell as
select 'p' || n as person_key,
    case when n <= 3 then 'T1' when n <= 9 then 'T2' when n <= 13 then 'D1' when n <= 20 then 'T3' when n = 21 then 'T5'
        when n <= 24 then 'T4' else 'T5' end as org_unit_id,
    case when n = 20 then date '2025-02-16' else date '2024-01-01' end as valid_from,
    case when n = 9 then date '2025-03-31' else date '9999-12-31' end as valid_to,
    false as is_contractor
from (select cast(unnest(range(1, 31)) as int) n)
union all select 'contractor', 'T1', date '2024-01-01', date '9999-12-31', true
union all select 'early', 'T3', date '2024-01-01', date '2024-01-20', false
-- a second employment of p4 within the first, as two snapshots may tell it: a person counts once a day
union all select 'p4', 'T2', date '2025-03-10', date '2025-03-20', false;

-- The snapshots behind the spells: the second quarter's is a file of its own, and the three of T4 come from a branch's.
create table intermediate.int_employment_stretch as
select person_key, org_unit_id, valid_from, least(valid_to, date '2025-03-31') as valid_to, is_contractor, 'hr_1' as _file
from core.fct_employment_spell
union all
select person_key, org_unit_id, date '2025-04-01', valid_to, is_contractor, case when org_unit_id = 'T4' then 'hr_branch' else 'hr_2' end
from core.fct_employment_spell where valid_to > date '2025-04-01';

create table core.fct_separation as
select * from (values
    ('early', 'T3', date '2024-01-20', true),
    ('p9', 'T2', date '2025-03-31', true)
) as t (person_key, org_unit_id, separation_date, is_voluntary);

-- S1 has 4 completed attendees of 3 needed; S2 has 2 of 3; S3 did not take place
create table core.fct_training_attendance as
select session_id, person_key, org_unit_id, session_date, cast(hours as decimal(28, 4)) as hours, status = 'completed' as is_completed,
    session_status, n as session_completed_attendees, 3 as min_attendees
from (values
    ('S1', 'p4', 'T2', date '2025-03-05', 2, 'completed', 'delivered', 4),
    ('S1', 'p5', 'T2', date '2025-03-05', 2, 'completed', 'delivered', 4),
    ('S1', 'p6', 'T2', date '2025-03-05', 2, 'no_show', 'delivered', 4),
    ('S1', 'p14', 'T3', date '2025-03-05', 2, 'completed', 'delivered', 4),
    ('S1', 'p1', 'T1', date '2025-03-05', 2, 'completed', 'delivered', 4),
    ('S2', 'p4', 'T2', date '2025-03-20', 1, 'completed', 'delivered', 2),
    ('S2', 'p5', 'T2', date '2025-03-20', 1, 'completed', 'delivered', 2),
    ('S3', 'p4', 'T2', date '2025-03-21', 8, 'completed', 'cancelled', 1)
) as t (session_id, person_key, org_unit_id, session_date, hours, status, session_status, n);

-- c1 answered twice: 3 is its latest; c4's 11 is no score
create table core.fct_survey_response as
select * from (values
    ('r1', 's', 'nps', 'c1', 'T1', date '2025-04-02', 9, false),
    ('r2', 's', 'nps', 'c1', 'T1', date '2025-04-10', 3, true),
    ('r3', 's', 'nps', 'c2', 'T1', date '2025-04-03', 10, true),
    ('r4', 's', 'nps', 'c3', 'T1', date '2025-04-04', 8, true),
    ('r5', 's', 'nps', 'c4', 'T1', date '2025-04-05', 11, true),
    ('r6', 'q', 'csat', 'c1', 'T1', date '2025-04-02', 4, true),
    ('r7', 'q', 'csat', 'c2', 'T1', date '2025-04-02', 5, true),
    ('r8', 'q', 'csat', 'c3', 'T1', date '2025-04-02', 3, true),
    ('r9', 'q', 'csat', 'c4', 'T1', date '2025-04-02', 0, true)
) as t (response_id, survey_id, kind, customer_id, org_unit_id, responded_on, score, is_latest);

-- o8 should have closed in April and is still open
create table core.fct_opportunity as
select opportunity_id, 'T1' as org_unit_id, close_date, opportunity_id <> 'o8' as is_closed, is_won, amount is null as is_missing_rate,
    cast(amount as decimal(28, 6)) as amount_base
from (values
    ('o1', date '2025-01-10', true, 100),
    ('o2', date '2025-02-12', true, 20),
    ('o3', date '2025-02-13', true, 500),
    ('o4', date '2025-03-05', true, null),
    ('o5', date '2025-04-20', true, 180),
    ('o6', date '2025-04-21', false, 999),
    ('o7', date '2025-05-20', true, 7777),
    ('o8', date '2025-04-22', false, 33)
) as t (opportunity_id, close_date, is_won, amount);

create table core.fct_work_item as
select item as work_item_id, item as item_key, project_key, 'T2' as org_unit_id, category as status_category, started as first_in_progress_at,
    done as done_at, cast(done as date) as done_date, due as first_due_date, active as active_seconds, waiting as waiting_seconds, source as transition_source,
    'UTC' as time_zone
from (values
    ('i1', 'P', 'done', timestamp '2025-04-02 00:00', timestamp '2025-04-03 00:00', date '2025-04-03', 3600, 3600, 'changelog'),
    ('i2', 'P', 'done', timestamp '2025-04-05 00:00', timestamp '2025-04-07 00:00', date '2025-04-06', 1800, 5400, 'changelog'),
    ('i3', 'Q', 'done', timestamp '2025-04-01 00:00', timestamp '2025-04-11 00:00', null, 1800, 1800, 'changelog'),
    ('i4', 'P', 'done', null, timestamp '2025-04-12 00:00', date '2025-04-20', null, null, 'snapshot'),
    ('i5', 'P', 'cancelled', timestamp '2025-04-01 00:00', null, date '2025-04-09', null, null, 'changelog'),
    ('i7', 'P', 'in_progress', timestamp '2025-05-13 00:00', null, date '2025-04-30', null, null, 'changelog')
) as t (item, project_key, category, started, done, due, active, waiting, source)
union all
select 'i6', 'i6', 'P', 'T2', 'in_progress', timestamp '2025-05-10 12:00', null, null, null, null, null, 'changelog', 'America/New_York';

create table core.fct_work_item_state as
select * from (values
    ('i6', 'P', 'T2', 'in_progress', date '2025-05-10', null),
    ('i7', 'P', 'T2', 'in_progress', date '2025-05-13', null),
    ('i1', 'P', 'T2', 'in_progress', date '2025-04-02', date '2025-04-03'),
    ('i1', 'P', 'T2', 'done', date '2025-04-03', null)
) as t (work_item_id, project_key, org_unit_id, category, entered_date, left_date);

create table core.dim_risk as
select *, 'Title' as title, 'COO' as owner_role from (values
    ('r1', 'financial', 'T1', 'open', date '2024-02-01', cast(null as date), 90),
    ('r2', 'legal', 'T2', 'open', date '2024-10-01', null, 60)
) as t (risk_id, category, org_unit_id, status, identified_on, closed_on, cadence_days);

create table core.fct_risk_assessment as
select risk_id, as_of, kind, 1 as likelihood, score as impact, score, false as is_missing_rate, cast(eal as double) as expected_annual_loss
from (values
    ('r1', date '2025-03-01', 'residual', 12, 1000),
    ('r1', date '2025-03-01', 'inherent', 25, 99000),
    ('r2', date '2024-10-01', 'residual', 4, 700)
) as t (risk_id, as_of, kind, score, eal);

create table core.dim_risk_appetite as
select category, metric, threshold, threshold as threshold_base, date '2024-01-01' as valid_from, cast(null as date) as valid_to
from (values ('financial', 'score', 10), ('legal', 'eal', 500)) as t (category, metric, threshold);

create table core.dim_kpi_target as
select kpi_id, org_unit_id, 'total' as segment, 'month' as grain, time_window, date '2025-01-01' as valid_from, cast(null as date) as valid_to,
    cast(target as decimal(20, 6)) as target, cast(low as decimal(20, 6)) as low, cast(high as decimal(20, 6)) as high,
    cast(tolerance as decimal(20, 6)) as tolerance
from (values
    ('net_revenue', 'D2', 'period', 26, null, null, null),
    ('net_revenue', 'T3', 'period', 26, null, null, 0.5),
    ('csat_pct', 'T1', 'period', 0.6, null, null, null),
    ('cycle_time_p85_days', 'T2', 't30d', 7, null, null, null),
    ('headcount_eop', 'R', 'point', null, 28, 29, null)
) as t (kpi_id, org_unit_id, time_window, target, low, high, tolerance);

-- From Wednesday 2025-05-07 to Thursday 2025-05-22 are 12 working days, 6 of them by the as-of date: expected 0.5.
create table core.dim_goal as
select goal_id, goal_id as name, goal_id as name_zh, 'department' as level, cast(null as varchar) as parent_id, 'unit' as unit,
    org_unit_id, kpi_id, goal_type, is_flow, cast(baseline as decimal(20, 6)) as baseline,
    cast(target as decimal(20, 6)) as target, start_date, end_date, trajectory, cast(weight as decimal(9, 4)) as weight, cadence_days
from (values
    ('g1', 'D2', null, 'increase', false, 100, 110, date '2025-05-07', date '2025-05-22', 'linear', 1, 30),
    ('g2', 'D2', null, 'increase', false, 100, 110, date '2025-05-07', date '2025-05-22', 'linear', 2, 30),
    ('g3', 'D2', null, 'decrease', false, 12, 3, date '2025-05-07', date '2025-05-22', 'linear', 1, 30),
    ('g4', 'D2', null, 'decrease', false, 12, 3, date '2025-05-07', date '2025-05-22', 'linear', 1, 30),
    ('g5', 'D2', null, 'increase', true, 100, 110, date '2025-05-07', date '2025-05-22', 'linear', 1, 30),
    ('g6', 'D2', null, 'increase', false, 100, 110, date '2025-05-07', date '2025-05-22', 'linear', 1, 2),
    ('g7', 'R', 'training_sessions_delivered', 'count', true, 0, 4, date '2025-03-01', date '2025-06-30', 'step', 3, 30),
    ('g8', 'R', 'csat_pct', 'reach_level', false, 0.5, 0.6, date '2025-04-01', date '2025-06-30', 'seasonal', 1, 30),
    ('g9', 'R', 'net_revenue', 'increase', true, 0, 20, date '2025-03-01', date '2025-03-31', 'linear', 1, 30),
    ('g10', 'T4', 'headcount_eop', 'increase', true, 0, 20, date '2025-05-01', date '2025-06-30', 'linear', 1, 30)
) as t (goal_id, org_unit_id, kpi_id, goal_type, is_flow, baseline, target, start_date, end_date, trajectory, weight, cadence_days);

create table core.fct_goal_trajectory as
select goal_id, day, cast(expected as decimal(9, 6)) as expected
from (values ('g7', date '2025-03-31', 0.25), ('g7', date '2025-06-01', 1), ('g8', date '2025-05-01', 0.2)) as t (goal_id, day, expected);

create table core.fct_goal_checkin as
select goal_id, day, cast(value as decimal(20, 6)) as value
from (values
    ('g1', date '2025-05-13', 104), ('g1', date '2025-05-15', 110), ('g2', date '2025-05-14', 104.75), ('g3', date '2025-05-14', 7),
    ('g4', date '2025-05-14', 13), ('g5', date '2025-05-14', 52), ('g6', date '2025-05-10', 105)
) as t (goal_id, day, value);

-- Where the rows come from: a file for each table, records in the order of their writing.
create or replace table core.fct_gl_entry as select *, 'ledger' as _file, row_number() over () as _record from core.fct_gl_entry;
create or replace table core.fct_budget_line as select *, 'budget' as _file, row_number() over () as _record from core.fct_budget_line;
create or replace table core.fct_separation as select *, 'hr_1' as _file, row_number() over () as _record from core.fct_separation;
create or replace table core.fct_training_attendance as select *, 'training' as _file, row_number() over () as _record from core.fct_training_attendance;
create or replace table core.fct_survey_response as select *, 'survey' as _file, row_number() over () as _record from core.fct_survey_response;
create or replace table core.fct_opportunity as select *, 'deals' as _file, row_number() over () as _record from core.fct_opportunity;
create or replace table core.fct_work_item as select *, 'issues' as _file, row_number() over () as _record from core.fct_work_item;
create or replace table core.fct_risk_assessment as select *, 'risks' as _file, row_number() over () as _record from core.fct_risk_assessment;
create or replace table core.dim_goal as select *, 'goals' as _file, row_number() over () as _record from core.dim_goal;
create or replace table core.fct_goal_checkin as select *, 'checkins' as _file, row_number() over () as _record from core.fct_goal_checkin;
create or replace table intermediate.int_employment_stretch as select *, row_number() over () as _record from intermediate.int_employment_stretch;
create table landed_file as
select file_id, 'demo' as system, 'dataset' as dataset, file_id || '.csv' as name
from (select unnest(['ledger', 'budget', 'hr_1', 'hr_2', 'hr_branch', 'training', 'survey', 'deals', 'issues', 'risks', 'goals',
    'checkins']) as file_id);
