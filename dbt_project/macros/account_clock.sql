{#- Select of a relation's rows with `time_zone`, the zone of their instance's clock: the settings', else the company's. -#}
{% macro with_account_clock(relation) %}
    select
        candidate.*,
        coalesce(setting.time_zone, company.time_zone) as time_zone
    from {{ relation }} as candidate
    cross join {{ source('lake_index', 'company') }} as company
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on candidate._system = setting.system and candidate._instance = setting.instance
{% endmacro %}
