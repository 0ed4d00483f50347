-- Each rule on SQL as written: a bad snippet, then its good twin. `-- rule: bad` or `-- rule: good` heads a snippet.

-- nulls-order: bad
select x from t order by x
-- nulls-order: good
select x from t order by x nulls last
-- nulls-order: bad
select row_number() over (partition by a order by b desc nulls last, c) as n from t
-- nulls-order: good
select row_number() over (partition by a order by b desc nulls last, c nulls first rows unbounded preceding) as n from t
-- nulls-order: bad
select max(x) over (order by {{ day }}, id range between unbounded preceding and current row) as m from t
-- nulls-order: good
select x from t order by {{ key_columns('t') }}
-- qualify: bad
select x from t qualify row_number() over (order by x nulls last) = 1
-- qualify: good
select x from numbered where n = 1
-- integer-division: bad
select seconds // 60 as minutes from t
-- integer-division: good
select floor(cast(seconds as double) / 60) as minutes from t
-- star-list: bad
select * exclude (x) from t
-- star-list: bad
select * replace (1 as x) from t
-- star-list: good
select count(*) as n from t
-- bracket: bad
select [1, 2] as pair from t
-- bracket: bad
select labels[1] as label from t
-- bracket: good
select {{ element('labels', 1) }} as label from t
-- brace: bad
select {'a': 1} as pair from t
-- brace: good
select {{ pair('a', 1) }} as pair from t
-- double-quotes: bad
select "text" from t
-- double-quotes: good
select 'text' as kind from t
-- distinct-on: bad
select distinct on (a) a, b from t
-- distinct-on: good
select distinct a, b from t
-- asof-join: bad
select a.x from a asof join b on a.x = b.x and a.d >= b.d
-- asof-join: good
select a.x from a inner join b on a.x = b.x and a.d >= b.d
-- backslash: bad
select x from t where {{ regex_like('x') }} = '\d+'
-- backslash: good
select x from t where x = '0+'
-- clock: bad
select x from t where d <= current_date
-- clock: good
select x from t cross join company where d <= company.as_of
-- lone-type: bad
select cast(x as varchar) as x from t
-- lone-type: bad
select try_cast((a + b) as text) as x from t
-- lone-type: bad
select x::varchar as x from t
-- lone-type: good
select cast(x as string) as x, cast(y as varchar(10)) as y, memo as text from t
-- lone-type: good
select coalesce((select memo as text)) as x from t
