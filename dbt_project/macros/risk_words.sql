{#- Words of hand-kept lists as one of a closed list. `words`: {value: [texts in lower case]}; a text that no list has becomes
    `otherwise`, no text at all `empty` (SQL expressions). -#}
{% macro word_of(expression, words, otherwise="'unmapped'", empty="'unmapped'") -%}
    case
        when {{ expression }} is null then {{ empty }}
        {%- for value, texts in words.items() %}
        when {{ expression }} in ('{{ texts | join("', '") }}') then '{{ value }}'
        {%- endfor %}
        else {{ otherwise }}
    end
{%- endmacro %}

{% macro risk_category(expression) -%}
    {{ word_of(expression, {
        'financial': ['financial', 'finance', 'credit', 'liquidity', 'budget', 'currency', 'tax', 'fraud', 'finanziell', 'finanzen',
            'financiero', 'financeiro', '财务', '金融', '资金', '信用', '流动性', '预算', '汇率', '税务', '舞弊'],
        'legal': ['legal', 'compliance', 'legal/compliance', 'legal and compliance', 'legal & compliance', 'regulatory', 'contract',
            'contractual', 'privacy', 'data protection', 'rechtlich', 'recht', 'regulatorisch', 'datenschutz', 'jurídico',
            '法律', '合规', '法律合规', '法律/合规', '法务', '监管', '合同', '隐私', '数据保护'],
        'market': ['market', 'strategic', 'strategy', 'strategic/market', 'competition', 'competitive', 'commercial', 'customer', 'sales',
            'markt', 'strategisch', 'mercado', '市场', '战略', '竞争', '商业', '客户', '销售'],
        'technical': ['technical', 'technology', 'it', 'cyber', 'cybersecurity', 'cyber security', 'information security',
            'it security', 'security', 'infrastructure', 'technisch', 'technologie', 'it-sicherheit', 'tecnológico', 'técnico',
            '技术', '信息技术', '网络安全', '信息安全', '网络', '安全', '系统', '基础设施'],
        'people': ['people', 'hr', 'human resources', 'personnel', 'staff', 'staffing', 'talent', 'health and safety',
            'health & safety', 'personal', 'mitarbeiter', 'recursos humanos', 'pessoas', '人员', '人力资源', '人力', '人事', '人才', '职业健康安全'],
    }) }}
{%- endmacro %}

{% macro risk_status(expression) -%}
    {{ word_of(expression, {
        'open': ['open', 'new', 'active', 'identified', 'in progress', 'ongoing', 'monitoring', 'monitored', 'under review', 'assessed',
            'treating', 'offen', 'neu', 'aktiv', 'in bearbeitung', 'laufend', 'abierto', 'abierta', 'en curso', 'aberto', 'aberta',
            'em andamento', '未关闭', '开放', '打开', '新建', '活动', '进行中', '处理中', '监控中', '跟踪中', '已识别', '未解决'],
        'accepted': ['accepted', 'accept', 'tolerated', 'akzeptiert', 'aceptado', 'aceptada', 'aceito', 'aceita', '已接受', '接受'],
        'closed': ['closed', 'retired', 'resolved', 'done', 'eliminated', 'geschlossen', 'abgeschlossen', 'erledigt', 'cerrado', 'cerrada',
            'fechado', 'fechada', 'encerrado', '已关闭', '关闭', '已解决', '已完成', '已消除'],
    }, empty="'open'") }}
{%- endmacro %}

{#- Likelihood or impact on the scale 1 to 5, from a number (`4`, `4.0`, `4 - likely`) or a word; NULL where neither is one. -#}
{% macro risk_scale(expression) -%}
    case
        when {{ try_cast(expression, 'decimal(9,4)') }} in (1, 2, 3, 4, 5)
            then cast(round({{ try_cast(expression, 'decimal(9,4)') }}) as int)
        when
            substr({{ expression }}, 1, 1) in ('1', '2', '3', '4', '5')
            and substr({{ expression }}, 2, 1) in (' ', '-', '–', ':', '：', '=', '(', '（', ')')
            and replace({{ expression }}, '%', '') = {{ expression }}
            then cast(substr({{ expression }}, 1, 1) as int)
        else cast({{ word_of(expression, {
            '1': ['very low', 'rare', 'negligible', 'insignificant', 'remote', 'sehr niedrig', 'sehr gering', 'muy bajo', 'muy baja',
                'muito baixo', 'muito baixa', '很低', '极低', '非常低', '罕见', '可忽略'],
            '2': ['low', 'unlikely', 'minor', 'niedrig', 'gering', 'bajo', 'baja', 'baixo', 'baixa', '低', '较低', '不太可能', '轻微'],
            '3': ['medium', 'moderate', 'possible', 'mittel', 'medio', 'media', 'médio', 'média', '中', '中等', '可能', '一般'],
            '4': ['high', 'likely', 'major', 'hoch', 'alto', 'alta', '高', '较高', '很可能', '重大'],
            '5': ['very high', 'almost certain', 'certain', 'critical', 'severe', 'extreme', 'catastrophic', 'sehr hoch', 'kritisch',
                'muy alto', 'muy alta', 'muito alto', 'muito alta', '很高', '极高', '非常高', '几乎确定', '灾难性', '严重'],
        }, 'cast(null as string)', 'cast(null as string)') }} as int)
    end
{%- endmacro %}

{#- Severity as scanners write it in words. -#}
{% macro severity_word(expression) -%}
    {{ word_of(expression, {
        'critical': ['critical'], 'high': ['high'], 'medium': ['medium'], 'low': ['low'], 'info': ['info', 'log', 'none'],
    }) }}
{%- endmacro %}
