-- Grain: one row per cost line of an order or WBS element (costs positive).
{{ sap_cost_lines('cost_object_line_items', 'project', 'cost_object') }}
