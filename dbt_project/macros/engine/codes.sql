{#- A code of digits without the zeros it is padded with (`0000400000` is what a list shows as `400000`); other codes as they are. -#}
{% macro unpadded(code) -%}
    case
        when trim({{ code }}) = '' then null
        when translate(trim({{ code }}), '0123456789', '') = '' then coalesce(nullif(trim(leading '0' from trim({{ code }})), ''), '0')
        else trim({{ code }})
    end
{%- endmacro %}
