-- Grain: one row per cost line of a cost centre (costs positive).
{{ sap_cost_lines('cost_center_line_items', 'cost_center', 'cost_center', order_number='order_number') }}
