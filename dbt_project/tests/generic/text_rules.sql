{#- Text that was written in one encoding and read in another: UTF-8 taken for Western European, or characters that were lost. -#}
{% test readable(model, column) %}
    {%- set marks = ['�', 'Ã¤', 'Ã¶', 'Ã¼', 'Ã„', 'Ã–', 'Ãœ', 'ÃŸ', 'Ã©', 'Ã¨', 'Ã±', 'Ã§', 'â€', 'Â ', 'ï»¿'] %}
    select distinct {{ column }}
    from {{ model }}
    where
        {%- for mark in marks %}
        {{ 'or ' if not loop.first }}{{ column }} like '%{{ mark }}%'
        {%- endfor %}
{% endtest %}
