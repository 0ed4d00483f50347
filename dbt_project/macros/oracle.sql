{#- Oracle's account combinations. `setting` is the instance's row of instance_setting, joined by the caller. -#}

{#- Text of the segment whose number the setting names; NULL without a number, and where the export has no such segment. -#}
{% macro oracle_segment(number, segments) -%}
    case {{ number }}
        {%- for place in range(1, segments + 1) %}
            when {{ place }} then nullif(trim(source.segment{{ place }}), '')
        {%- endfor %}
        end
{%- endmacro %}

{#- The account of a line: the natural account's segment where the setting names it, else all segments joined. -#}
{% macro oracle_account(segments) -%}
    case
            when setting.account_segment is not null then {{ oracle_segment('setting.account_segment', segments) }}
            else nullif(concat_ws(
                '-'
                {%- for place in range(1, segments + 1) -%}
                , nullif(trim(source.segment{{ place }}), '')
                {%- endfor -%}
            ), '')
        end
{%- endmacro %}
