{#- First day of the month that a fiscal year and period of SAP mean; periods above 12 are the year's last month. SAP names
    a fiscal year by the calendar year in which it begins; one that begins in July or later by that in which it ends. -#}
{% macro sap_month(fiscal_year, period, fiscal_start_month) -%}
    {%- set months -%}
        ({{ fiscal_year }} - 2000) * 12 + least(greatest({{ period }}, 1), 12) + {{ fiscal_start_month }} - 2
        - case when {{ fiscal_start_month }} >= 7 then 12 else 0 end
    {%- endset -%}
    {{ add_months("date '2000-01-01'", months) }}
{%- endmacro %}
