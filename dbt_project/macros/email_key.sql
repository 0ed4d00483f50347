{#- Key of a person by e-mail: the digest of the trimmed address in lower case, so that no address leaves the lake. NULL without one.
    `person_source_kind` says whether a `person_source_key` is such a digest (`email`) or an employee number. -#}
{% macro email_key(column) -%}
    md5(nullif(lower(trim({{ column }})), ''))
{%- endmacro %}
