{#- A number as SAP's lists show it: its tables pad numbers of digits alone with zeros (account 0000400000), the lists do not. -#}
{% macro sap_number(column) -%}
    coalesce(nullif(regexp_extract(trim({{ column }}), '^0*([0-9]+)$', 1), ''), nullif(trim({{ column }}), ''))
{%- endmacro %}
