-- Every macro that the engines write differently, with the value that both must give; copied into the project as a dbt test.
with told as (
    select
        timestamp '2025-03-30 01:30:00' as clock,
        timestamp '2025-01-31 10:00:00.900' as earlier,
        timestamp '2025-01-31 10:00:02.100' as later,
        date '2025-01-31' as day
),

logged as (
    select
        1 as id,
        '[{"at": "2025-01-02T03:04:05.000+0100", "field": "status", "from": null, "to": "Done"},
          {"at": "2025-01-03T00:00:00Z", "field": "duedate", "from": "a", "to": null}]' as changelog
    union all
    select 2 as id, cast(null as string) as changelog
),

changes as (
    {{ changelog_changes('logged', ['id']) }}
),

listed as (
    select {{ ordered_list('name') }} as names from (select 'b' as name union all select 'A' as name union all select 'a' as name) as named
),

{% set list = {'spark': "array('A', 'B')", 'duckdb': "['A', 'B']"}[target.type] %}
{% set empty = {'spark': 'cast(array() as array<string>)', 'duckdb': 'cast([] as varchar[])'}[target.type] %}
{% set missing = {'spark': 'cast(null as array<string>)', 'duckdb': 'cast(null as varchar[])'}[target.type] %}
coded as (
    select 1 as id, {{ list }} as codes
    union all
    select 2 as id, {{ empty }} as codes
    union all
    select 3 as id, {{ missing }} as codes
),

spine as (
    {{ date_spine("(select date '2024-02-27' from told)", "(select date '2024-03-01' from told)") }}
),

checked as (
    select 'add_days' as macro, cast({{ add_days('day', 1) }} as string) as got, '2025-02-01' as wanted from told
    union all
    select 'add_days back' as macro, cast({{ add_days('day', -31) }} as string) as got, '2024-12-31' as wanted from told
    union all
    select 'add_months at the end' as macro, cast({{ add_months('day', 1) }} as string) as got, '2025-02-28' as wanted from told
    union all
    select 'add_months back' as macro, cast({{ add_months('day', '-11') }} as string) as got, '2024-02-29' as wanted from told
    union all
    select
        'days_between' as macro,
        cast({{ days_between('day', "date '2025-03-01'") }} as string) as got,
        '29' as wanted
    from told
    union all
    select 'seconds_between' as macro, cast({{ seconds_between('earlier', 'later') }} as string) as got, '2' as wanted from told
    union all
    select 'week_start' as macro, cast({{ week_start("date '2025-02-02'") }} as string) as got, '2025-01-27' as wanted from told
    union all
    select 'month_start' as macro, cast({{ month_start('day') }} as string) as got, '2025-01-01' as wanted from told
    union all
    select 'date_spine' as macro, cast(count(*) as string) as got, '4' as wanted from spine
    union all
    select
        'local_to_utc in summer time' as macro,
        cast({{ local_to_utc("timestamp '2025-07-01 12:00:00'", "'Europe/Berlin'") }} as string) as got,
        '2025-07-01 10:00:00' as wanted
    from told
    union all
    select
        'utc_to_local over a change' as macro,
        cast({{ utc_to_local('clock', "'Europe/Berlin'") }} as string) as got,
        '2025-03-30 03:30:00' as wanted
    from told
    union all
    select 'mul rounds half up' as macro, cast({{ mul('0.5', '0.000001') }} as string) as got, '0.000001' as wanted from told
    union all
    select 'mul of large amounts' as macro,
        cast({{ mul('123456789012345.6789', '987654.123456789') }} as string) as got,
        '121932606736778010862.979475' as wanted
    from told
    union all
    select 'inverse_rate' as macro, cast({{ inverse_rate('3') }} as string) as got, '0.333333333' as wanted from told
    union all
    select 'try_cast' as macro, coalesce(cast({{ try_cast("'x'", 'int') }} as string), 'none') as got, 'none' as wanted from told
    {%- for text, type, wanted in [
        ('2.5', 'int', 'none'), ('1e3', 'int', 'none'), (' +12 ', 'int', '12'), ('0x10', 'int', 'none'), ('１２', 'int', 'none'),
        ('１２', 'decimal(9, 2)', 'none'), ('1_000', 'decimal(9, 2)', 'none'), ('-.5', 'decimal(9, 2)', '-0.50'), ('7.', 'decimal(9, 2)', '7.00'),
        ('99999999.5', 'decimal(9, 2)', 'none'), ('1.5e1', 'double', '15.0'), ('12d', 'double', 'none'), ('NaN', 'double', 'none'),
        ('2025', 'date', 'none'), ('2025-03', 'date', 'none'), ('2025-02-30', 'date', 'none'), ('2025-03-01', 'date', '2025-03-01'),
        ('2025-03-01T10:00:00+02:00', 'timestamp', '2025-03-01 08:00:00'), ('2025-03-01T10:00:00.000Z', 'timestamp', '2025-03-01 10:00:00'),
        ('2025-03-01 10:00', 'timestamp', '2025-03-01 10:00:00'), ('2025-03-01 24:00:00', 'timestamp', 'none'), ('', 'timestamp', 'none'),
    ] %}
    union all
    select 'try_cast {{ text }} as {{ type }}' as macro, coalesce(cast({{ try_cast("'" ~ text ~ "'", type) }} as string), 'none') as got,
        '{{ wanted }}' as wanted
    from told
    {%- endfor %}
    union all
    select 'significant' as macro, cast(cast({{ significant('cast(2 as double) / 3') }} as decimal(18, 15)) as string) as got,
        '0.666666666667000' as wanted
    from told
    union all
    select 'half_up of a tie' as macro, cast({{ half_up('cast(12.345 as double) / 100', 'decimal(9, 4)') }} as string) as got,
        '0.1235' as wanted
    from told
    union all
    select 'half_up of a negative tie' as macro, cast({{ half_up('cast(-2.675 as double)', 'decimal(9, 2)') }} as string) as got,
        '-2.68' as wanted
    from told
    union all
    select 'whole_number' as macro, cast({{ whole_number("'7200.9'") }} as string) as got, '7200' as wanted from told
    union all
    select 'hex_to_int' as macro, cast({{ hex_to_int("'fffffffffffff'") }} as string) as got, '4503599627370495' as wanted from told
    union all
    select 'from_epoch' as macro, cast({{ from_epoch('1767225600') }} as string) as got, '2026-01-01 00:00:00' as wanted from told
    union all
    select 'seconds_later' as macro, cast({{ seconds_later('clock', '7200') }} as string) as got, '2025-03-30 03:30:00' as wanted from told
    union all
    select 'unpadded' as macro, {{ unpadded("' 0000400000 '") }} as got, '400000' as wanted from told
    union all
    select 'unpadded zeros' as macro, {{ unpadded("'000'") }} as got, '0' as wanted from told
    union all
    select 'unpadded word' as macro, {{ unpadded("'0A1'") }} as got, '0A1' as wanted from told
    union all
    select 'trimmed' as macro, {{ trimmed("'\u3000\u00a0 Vertrieb \u2009'") }} as got, 'Vertrieb' as wanted from told
    union all
    select 'trimmed within' as macro, {{ trimmed("'a\u3000b'") }} as got, {{ "'a\u3000b'" }} as wanted from told
    union all
    select 'first_item' as macro, coalesce({{ first_item('codes') }}, 'none') as got,
        case id when 1 then 'A' else 'none' end as wanted
    from coded
    union all
    select 'list_items' as macro, ordered.codes as got, 'A,B' as wanted
    from (select {{ ordered_list('item') }} as codes from ({{ list_items('coded', ['id'], 'codes') }}) as items) as ordered
    union all
    select 'each_element' as macro, ordered.codes as got, '1A,1B,2~,3~' as wanted
    from (
        select {{ ordered_list("cast(id as string) || coalesce(code, '~')") }} as codes
        from ({{ each_element('coded', 'codes', 'code') }}) as elements
    ) as ordered
    union all
    select 'row_text' as macro, {{ row_text(['day', 'cast(null as string)', "''"]) }} as got, '2025-01-31|~|' as wanted from told
    union all
    select 'ordered_list' as macro, names as got, 'A,a,b' as wanted from listed
    union all
    select
        'changelog_changes ' || cast(position as string) as macro,
        cast(changed_at as string) || ' ' || field || ' ' || coalesce(value_from, '~') || ' ' || coalesce(value_to, '~') as got,
        case position when 0 then '2025-01-02 02:04:05 status ~ Done' else '2025-01-03 00:00:00 duedate a ~' end as wanted
    from changes
    union all
    select 'changelog_changes, rows' as macro, cast(count(*) as string) as got, '2' as wanted from changes
)

select macro, got, wanted
from checked
where got is distinct from wanted
