{#- Identifiers of purchasing, stock and production as all exports of a product can have them. -#}

{#- A SAP quantity or amount with its sign: H is minus and S plus, whatever sign was written; without either as written. -#}
{% macro sap_signed(column, debit_credit) -%}
    case upper(trim({{ debit_credit }}))
            when 'H' then -abs({{ column }})
            when 'S' then abs({{ column }})
            else {{ column }}
        end
{%- endmacro %}

{#- Odoo shows a product as `[code] name`: its code, else the whole text. -#}
{% macro odoo_product_id(column) -%}
    case
        when trim({{ column }}) like '[_%]%' then {{ trimmed(dbt.split_part('substr(trim(' ~ column ~ '), 2)', "']'", 1)) }}
        else nullif(trim({{ column }}), '')
    end
{%- endmacro %}

{#- The name in `[code] name`, else the whole text. -#}
{% macro odoo_product_name(column) -%}
    case
        when trim({{ column }}) like '[_%]%'
            then nullif({{ trimmed('substr(trim(' ~ column ~ '), ' ~ dbt.position("']'", 'trim(' ~ column ~ ')') ~ ' + 1)') }}, '')
        else nullif(trim({{ column }}), '')
    end
{%- endmacro %}

{#- The warehouse of an Odoo location (`WH/Stock/Shelf 1`): the part before the first stroke; NULL without a stroke. -#}
{% macro odoo_warehouse(column) -%}
    case when {{ column }} like '%/%' then nullif(trim({{ dbt.split_part(column, "'/'", 1) }}), '') end
{%- endmacro %}

{#- The first two parts of an Odoo location in lower case, as the seed supply_label names them; the company before a colon
    (`Virtual Locations/My Company: Scrap`) is left away. -#}
{% macro odoo_place(column) -%}
    lower(trim(
        trim({{ dbt.split_part(column, "'/'", 1) }})
        || case
            when {{ column }} like '%/%: %'
                then '/' || trim({{ dbt.split_part(dbt.split_part(column, "'/'", 2), "': '", 2) }})
            when {{ column }} like '%/%' then '/' || trim({{ dbt.split_part(column, "'/'", 2) }})
            else ''
        end
    ))
{%- endmacro %}

{#- An id that a workbook's row copied from the system that it names (`source_system`), as that system's exports have it. -#}
{% macro source_number(column) -%}
    case
            when lower(trim(source_system)) = 'sap' then {{ sap_number(column) }}
            else nullif(trim({{ column }}), '')
        end
{%- endmacro %}
