"""Where the rows behind each measure lie: SQL over the facts that gives every contribution with its file and row.

Each query gives: day, org_unit_id, entity, project, category, account_class, value, file_id, record. `$from` and `$to`
are the days that the term looks at. The sums are compared with the measure: a query that drifts from the models shows.
"""

from __future__ import annotations

EMPTY = "null as entity, null as project, null as category, null as account_class"

LEDGER = """
select f.accounting_date as day, f.org_unit_id, f.entity_id as entity, null as project, null as category,
    part.account_class,
    part.sign * f.amount_base as value, f._file as file_id, f._record as record
from core.fct_gl_entry as f
join seed.measure_account as part on part.measure_id = $measure and part.line_source = 'actual'
    and part.account_type = f.account_type
where f.entry_kind <> 'closing' and not (f.is_unmapped or f.is_missing_rate or f.is_sign_unknown)
"""
WORKFORCE = """
select f.accounting_date as day, f.org_unit_id, f.entity_id as entity, null as project, null as category,
    null as account_class,
    f.amount_base as value, f._file as file_id, f._record as record
from core.fct_gl_entry as f
join core.dim_gl_account as a on a.entity_id = f.entity_id and a.account = f.account and a.is_workforce_cost
    and f.accounting_date between coalesce(a.valid_from, date '0001-01-01') and coalesce(a.valid_to,
        date '9999-12-31')
where f.entry_kind <> 'closing' and not (f.is_unmapped or f.is_missing_rate or f.is_sign_unknown)
"""
UNMAPPED = """
select f.accounting_date as day, f.org_unit_id, f.entity_id as entity, null as project, null as category,
    null as account_class,
    0 as value, f._file as file_id, f._record as record
from core.fct_gl_entry as f where f.entry_kind <> 'closing' and f.is_unmapped
"""
BUDGET = """
select f.month as day, f.org_unit_id, f.entity_id as entity, null as project, null as category, part.account_class,
    part.sign * f.amount_base as value, f._file as file_id, f._record as record
from core.fct_budget_line as f
join seed.measure_account as part on part.measure_id = $measure and part.line_source = 'budget'
    and part.account_type = f.account_type
where f.is_current and not f.is_missing_rate
"""
PERSON = """
    select _system || ':' || _instance || ':' || employee_number as person_key, max_by(_file, (_newness,
        _record)) as file_id,
        max_by(_record, (_newness, _record)) as record
    from staging.stg_bamboohr__employees group by 1
"""
# A spell with the record that shows its person there: the snapshot in force on the spell's last day looked at, else the
# next one that has the person, else the newest.
SPELL = """
    select s.person_key, s.org_unit_id, s.valid_from, s.valid_to, s.is_contractor,
        e._file as file_id, e._record as record
    from core.fct_employment_spell as s
    left join staging.stg_bamboohr__employees as e
        on s.person_key = e._system || ':' || e._instance || ':' || e.employee_number
    qualify row_number() over (
        partition by s.person_key, s.valid_from
        order by e._date_to >= least(s.valid_to, $to::date) desc,
            case when e._date_to >= least(s.valid_to, $to::date) then e._date_from end, e._newness desc, e._record
    ) = 1
"""
PERSON_DAYS = f"""
select least(s.valid_to, $to::date) as day, s.org_unit_id, {EMPTY},
    date_diff('day', greatest(s.valid_from, $from::date), least(s.valid_to, $to::date)) + 1 as value, s.file_id,
        s.record
from ({SPELL}) as s
where not coalesce(s.is_contractor, false) and s.valid_from <= $to::date and s.valid_to >= $from::date
"""
HEADCOUNT = f"""
select $to::date as day, s.org_unit_id, {EMPTY}, 1 as value, s.file_id, s.record
from ({SPELL}) as s
where not coalesce(s.is_contractor, false) and $to::date between s.valid_from and s.valid_to
"""
SEPARATION = f"""
select s.separation_date as day, s.org_unit_id, {EMPTY}, 1 as value, p.file_id, p.record
from core.fct_separation as s left join ({PERSON}) as p using (person_key)
where $measure = 'separations' or s.is_voluntary
"""
TRAINING = f"""
select a.session_date as day, a.org_unit_id, {EMPTY},
    case when $measure = 'training_hours' then coalesce(a.hours, 0) else 1 end as value, r._file as file_id,
        r._record as record
from core.fct_training_attendance as a
left join staging.stg_template__training_record as r
    on r._is_newest and r.session_id = a.session_id and a.person_key like '%:' || r.employee_number
where a.is_completed and a.session_status = 'delivered'
    and ($measure = 'training_hours' or a.session_completed_attendees >= a.min_attendees)
"""
SURVEY = f"""
select f.responded_on as day, f.org_unit_id, {EMPTY},
    case $measure
        when 'nps_promoters' then (f.score >= 9)::integer when 'nps_detractors' then (f.score <= 6)::integer
        when 'csat_satisfied' then (f.score >= 4)::integer else 1 end as value,
    r._file as file_id, r._record as record
from core.fct_survey_response as f
left join staging.stg_template__survey_response as r on r._is_newest and r.response_id = f.response_id
where ($measure like 'nps%' and f.kind = 'nps' and f.is_latest and f.score between 0 and 10)
    or ($measure like 'csat%' and f.kind = 'csat' and f.score between 1 and 5)
"""
OPPORTUNITY = f"""
select f.close_date as day, f.org_unit_id, {EMPTY},
    case $measure
        when 'bookings' then f.amount_base when 'opportunities_won' then f.is_won::integer else 1 end as value,
    f._file as file_id, f._record as record
from core.fct_opportunity as f
where f.is_closed and ($measure <> 'bookings' or (f.is_won and not f.is_missing_rate))
"""
WORK_ITEM_DONE = """
select f.done_date as day, f.org_unit_id, null as entity, f.project_key as project, null as category,
    null as account_class,
    case $measure
        when 'active_seconds' then coalesce(f.active_seconds, 0)
        when 'flow_seconds' then coalesce(f.active_seconds, 0) + coalesce(f.waiting_seconds, 0)
        when 'cycle_time' then date_diff('second', f.first_in_progress_at, f.done_at) / 86400.0
        else 1 end as value,
    f._file as file_id, f._record as record
from core.fct_work_item as f
where f.status_category = 'done'
    and ($measure = 'items_done' or (f.first_in_progress_at is not null and f.transition_source = 'changelog'))
"""
WORK_ITEM_DUE = """
select f.first_due_date as day, f.org_unit_id, null as entity, f.project_key as project, null as category,
    null as account_class,
    case when $measure = 'items_due' then 1
        else (f.status_category = 'done' and f.done_date <= f.first_due_date)::integer end as value,
    f._file as file_id, f._record as record
from core.fct_work_item as f where f.status_category <> 'cancelled' and f.first_due_date is not null
"""
WORK_ITEM_AGE = """
select o.day, o.org_unit_id, null as entity, f.project_key as project, null as category, null as account_class,
    o.value, f._file as file_id, f._record as record
from measures.obs_operations as o join core.fct_work_item as f on f.work_item_id = o.obs_key
where o.measure_id = 'wip_age' and o.segment_type = 'total'
"""
RISK = """
select e.day, e.org_unit_id, null as entity, null as project, e.category, null as account_class,
    case when $measure = 'risk_eal' then e.expected_annual_loss else e.is_above_appetite::integer end as value,
    r._file as file_id, r._record as record
from measures.ent_risk as e
left join staging.stg_template__risk_assessment as r
    on r._is_newest and r.risk_id = e.risk_id and r.as_of = e.assessed_on and r.kind = 'residual'
where e.day = $to::date and e.is_fresh and e.expected_annual_loss is not null
"""
GOAL = f"""
select c.day, g.org_unit_id, {EMPTY}, c.value, c._file as file_id, c._record as record, c.goal_id
from staging.stg_template__goal_checkin as c join staging.stg_template__goal as g on g.goal_id = c.goal_id
    and g._is_newest
where c._is_newest
union all
select g.start_date, g.org_unit_id, {EMPTY}, g.target, g._file, g._record, g.goal_id
from staging.stg_template__goal as g where g._is_newest
"""
QUERIES = {
    **dict.fromkeys(("net_revenue", "gross_profit", "operating_profit", "actual_profit", "spend_actual"), LEDGER),
    **dict.fromkeys(("budget_amount", "budget_profit", "spend_budget"), BUDGET),
    "workforce_cost": WORKFORCE,
    "unmapped_postings": UNMAPPED,
    "person_days": PERSON_DAYS,
    "headcount": HEADCOUNT,
    **dict.fromkeys(("separations", "voluntary_separations"), SEPARATION),
    **dict.fromkeys(("training_hours", "training_session"), TRAINING),
    **dict.fromkeys(("nps_promoters", "nps_detractors", "nps_responses", "csat_satisfied", "csat_responses"), SURVEY),
    **dict.fromkeys(("bookings", "opportunities_won", "opportunities_closed"), OPPORTUNITY),
    **dict.fromkeys(("items_done", "active_seconds", "flow_seconds", "cycle_time"), WORK_ITEM_DONE),
    **dict.fromkeys(("items_due", "items_due_on_time"), WORK_ITEM_DUE),
    "wip_age": WORK_ITEM_AGE,
    **dict.fromkeys(("risk_eal", "risk_above_appetite"), RISK),
}
