{#- Where org units are found by a label of an export: every model whose rows fall into `unassigned` for want of a mapping row, by
    the columns that say which one: type and label (source type and key of int_org_mapping), the day that was asked for, and
    amount and currency where the row is worth something. `map_system` and `map_instance` stand where the mapping asks for
    another system than the one that exported the row, or for any (NULL); `map_entity`: for that of the entity's first book.
    A ledger line without a label lies in its entity's unit, so the entity is what has no unit. `is_placed_otherwise`: who has no
    label is found by the person, or has no unit of its own. -#}
{% macro label_uses() %}
    {%- set money = {'amount': 'amount', 'currency': 'currency'} -%}
    {%- set department = {'type': "'department'", 'label': 'department'} -%}
    {%- set owner = {'type': "'owner'", 'label': 'owner_id'} -%}
    {%- set project = {'type': "'project'", 'label': 'project_key'} -%}
    {%- set queue = {'type': "'queue'", 'label': 'queue'} -%}
    {%- set plant = {'type': "'plant'", 'label': 'plant'} -%}
    {%- set told = {'type': 'unit_type', 'label': 'unit_key'} -%}
    {%- set anywhere = {'map_system': 'null', 'map_instance': 'null'} -%}
    {%- set found = {
        'fct_gl_entry': dict(
            money,
            type="case when cost_centre is null then 'entity' else cost_centre_type end",
            label='coalesce(cost_centre, entity_id)',
            day='accounting_date',
        ),
        'fct_budget_line': dict(
            money,
            type="case when cost_centre is null then 'entity' else 'cost_center' end",
            label='coalesce(cost_centre, entity_id)',
            day='month',
            map_entity='entity_id',
        ),
        'fct_work_item': dict(project, day='created_date'),
        'int_project': dict(project, day='started_on'),
        'int_opportunity': dict(owner, day='close_date', **money),
        'int_lead': dict(owner, day='cast(created_at as date)'),
        'int_campaign': dict(owner, day='start_date', amount='budgeted_cost', currency='currency'),
        'int_crm_user': dict(department, is_placed_otherwise=true),
        'int_ticket': dict(queue, day='cast(opened_at as date)'),
        'int_incident': dict(queue, day='detected_on'),
        'int_change': dict(queue, day='starts_on'),
        'int_problem': dict(queue, day='cast(opened_at as date)'),
        'int_task': dict(queue, day='cast(opened_at as date)'),
        'int_survey_response': dict(told, day='responded_on'),
        'int_survey_invite': dict(
            type="'department'", label="nullif(department, '')", day='sent_on', map_system='system', map_instance='instance'
        ),
        'int_employment_stretch': dict(department, day='valid_from'),
        'int_absence': dict(department, day='start_date', is_placed_otherwise=true),
        'int_attendance': dict(department, day='period_start', is_placed_otherwise=true),
        'int_position': dict(department, day='effective_date'),
        'int_position_history': dict(department, day='valid_from'),
        'int_review': dict(department, day='coalesce(finalised_on, submitted_on, due_on)', is_placed_otherwise=true),
        'int_training_record': dict(department, day='coalesce(completed_on, registered_on)', is_placed_otherwise=true),
        'int_job_requisition': dict(told, day='opened_on'),
        'int_application': dict(told, day='applied_on', is_placed_otherwise=true),
        'int_invoice': dict(told, day='posting_date', **money),
        'int_cost_line': dict(money, type='cost_object_type', label='cost_object', day='month'),
        'int_sales_order_line': dict(told, day='order_date', **money),
        'int_purchase_requisition': dict(told, day='requested_on', **money),
        'int_purchase_order_line': dict(plant, day='order_date', **money),
        'int_stock_move': dict(plant, day='posting_date', **money),
        'int_inventory_balance': dict(plant, day='snapshot_date', **money),
        'int_production_order': dict(plant, day='planned_start_date'),
        'int_delivery': dict(plant, day='promised_date', **anywhere),
        'int_inspection': dict(plant, day='inspected_on', **anywhere),
    } -%}
    {{- return(found) -}}
{% endmacro %}
