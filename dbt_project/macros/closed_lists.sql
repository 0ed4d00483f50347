{#- What the labels of products mean, as closed lists to join with. A label is written as it is compared: trimmed, lower case.
    Texts of columns that may name a person are found in such a list, never copied. -#}

{#- Select with one row per entry of `rows` (lists of SQL literals), columns named by `columns`. -#}
{% macro inline_rows(columns, rows) -%}
    {%- for row in rows %}
    select {% for value in row %}{{ value }} as {{ columns[loop.index0] }}{{ ', ' if not loop.last }}{% endfor %}
    {{- '\n    union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{% macro labels_of(name, meanings) -%}
    {%- set rows = [] -%}
    {%- for meaning, labels in meanings.items() -%}
        {%- for label in labels -%}{%- do rows.append(["'" ~ label ~ "'", meaning]) -%}{%- endfor -%}
    {%- endfor -%}
    {{- inline_rows(['label', name], rows) -}}
{%- endmacro %}

{#- status: new, open, pending (the requester is asked), on_hold (a third party is), solved, closed. 1 to 4 are the stages of the
    pipeline that HubSpot gives every account. -#}
{% macro ticket_status_labels() -%}
    {{- labels_of('status', {
        "'new'": ['new', '新建', '1'],
        "'open'": ['open', 'in progress', 'in_progress', 'working', 'escalated', 'reopened', 'waiting on us', '处理中', '3'],
        "'pending'": [
            'pending', 'waiting on contact', 'waiting on customer', 'waiting for customer', 'awaiting customer', '等待客户', '2'
        ],
        "'on_hold'": ['hold', 'on-hold', 'on hold', 'on_hold', '挂起'],
        "'solved'": ['solved', 'resolved', '已解决'],
        "'closed'": ['closed', '已关闭', '4'],
    }) -}}
{%- endmacro %}

{#- priority: low, normal, high, urgent. -#}
{% macro ticket_priority_labels() -%}
    {{- labels_of('priority', {
        "'low'": ['low', '低'],
        "'normal'": ['normal', 'medium', '普通', '中'],
        "'high'": ['high', '高'],
        "'urgent'": ['urgent', 'critical', '紧急'],
    }) -}}
{%- endmacro %}

{#- score: numbers 0 to 10 as told, a recommendation's ends as SurveyMonkey writes them, and five steps of agreement or
    satisfaction as 1 to 5. -#}
{% macro survey_score_labels() -%}
    {%- set meanings = {
        5: ['strongly agree', 'extremely satisfied', 'very satisfied', '非常同意', '非常满意'],
        4: ['agree', 'somewhat agree', 'satisfied', 'somewhat satisfied', '同意', '满意'],
        3: [
            'neutral', 'neither agree nor disagree', 'neither satisfied nor dissatisfied', '一般'
        ],
        2: ['disagree', 'somewhat disagree', 'dissatisfied', 'somewhat dissatisfied', '不同意', '不满意'],
        1: ['strongly disagree', 'extremely dissatisfied', 'very dissatisfied', '非常不同意', '非常不满意'],
        0: ['not at all likely - 0'],
        10: ['extremely likely - 10'],
    } -%}
    {%- set scores = {} -%}
    {%- for score in range(11) -%}{%- do scores.update({score: [score | string] + meanings.get(score, [])}) -%}{%- endfor -%}
    {{- labels_of('score', scores) -}}
{%- endmacro %}

{#- Whether a stage's name says that the deal was won, or that it ended: `key` is the name in lower case without blanks. -#}
{% macro is_won_stage(key) -%}
    {{ key }} in ('closedwon', 'won', 'ganado', 'cierreganado', 'gewonnen', 'ganho', '赢单', '已赢单', '成交')
{%- endmacro %}
{% macro is_lost_stage(key) -%}
    {{ key }} in ('closedlost', 'lost', 'perdido', 'cierreperdido', 'verloren', '输单', '已输单', '丢单')
{%- endmacro %}
