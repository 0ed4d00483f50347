{#- A text without the spaces at its edges, whatever their kind (no-break, thin, full-width): Spark's trim takes the plain one
    only. Cells come trimmed from ingest; what is cut out of a cell may begin or end with any of them. -#}
{% macro trimmed(text) %}{{ return(adapter.dispatch('trimmed')(text)) }}{% endmacro %}
{% macro default__trimmed(text) -%}
    {%- set spaces = ' \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000' -%}
    trim(both '{{ spaces }}' from {{ text }})
{%- endmacro %}
{% macro duckdb__trimmed(text) %}trim({{ text }}){% endmacro %}

{#- A code of digits without the zeros it is padded with (`0000400000` is what a list shows as `400000`); other codes as they are. -#}
{% macro unpadded(code) -%}
    case
        when trim({{ code }}) = '' then null
        when translate(trim({{ code }}), '0123456789', '') = '' then coalesce(nullif(trim(leading '0' from trim({{ code }})), ''), '0')
        else trim({{ code }})
    end
{%- endmacro %}
