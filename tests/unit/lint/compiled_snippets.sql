-- Each rule on compiled SQL: a bad snippet, then its good twin. `-- rule: bad` or `-- rule: good` heads a snippet.

-- parse-duckdb: bad
select from where x
-- parse-duckdb: good
select x from "ops"."core"."t"
-- parse-spark: bad
select list_transform(xs, lambda y: y + 1) as ys from t
-- parse-spark: good
select x from read_parquet('raw/quickbooks/general_ledger/*.parquet', union_by_name = true, file_row_number = true)
-- engine-mark: bad
select /* engine:element */ x[1] as x from t
-- engine-mark: good
select /* engine:outer */ list_max(/* engine:element */ x[1] /* end engine */) /* end engine */ as x from t
-- nulls-order: bad
select x from "ops"."core"."t" order by x, y nulls last
-- nulls-order: good
select x from "ops"."core"."t" order by x nulls last, y nulls last
-- whole-cast: bad
select cast(2.5 as int) as n from t
-- whole-cast: bad
select cast((cast(a as double) / nullif(b, 0)) as bigint) as n from t
-- whole-cast: bad
select cast(cast(x as decimal(18, 4)) as integer) as n from t
-- whole-cast: good
select cast(round(2.5) as int) as n, cast(floor(cast(a as double) / 60) as bigint) as m, cast('2' as int) as k from t
-- whole-cast: good
select cast(count(cast(x as double) / 2) as bigint) as n, cast(cast(a as double) > 0.5 as int) as flag from t
-- whole-cast: bad
select cast('2.7' as int) as n from t
-- untyped-interval: bad
select d + interval 1 month as next_month from t
-- untyped-interval: bad
select coalesce(d, e + cast(n as bigint) * interval 1 day) as d from t
-- untyped-interval: good
select cast(d + interval 1 month as date) as next_month from t where d >= e - interval '7 days'
-- untyped-interval: good
select cast((d + cast(n as bigint) * interval 1 day) as date) as d from t
-- untyped-trunc: bad
select date_trunc('month', d) as month from t
-- untyped-trunc: good
select cast(date_trunc('month', d) as date) as month from t where date_trunc('year', d) = e
-- extract-part: bad
select extract(epoch from at) as seconds from t
-- extract-part: bad
select extract(isodow from d) as day from t
-- extract-part: good
select extract(year from d) as year, extract(week from d) as week from t
-- bare-product: bad
select amount * rate as base from t
-- bare-product: bad
select (a + b) * coalesce(rate, fallback) as base from t
-- bare-product: good
select cast(cast(amount as decimal(19, 4)) * cast(rate as decimal(18, 9)) as decimal(28, 6)) as base from t
-- bare-product: good
select -1 * amount as p, amount * (case when side = 'c' then -1 else 1 end) as signed, cast(x as double) * y as z from t
-- bare-product: good
select 0.05 * amount as tolerance, amount * cast(0.5 as decimal(2, 1)) as half, amount * coalesce(sign, 1) as p from t
-- bare-quotient: bad
select a / nullif(b, 0) as share from t
-- bare-quotient: bad
select cast(a / nullif(b, 0) as double) as share from t
-- bare-quotient: good
select cast(a as double) / nullif(cast(b as double), 0) as share from t
-- bare-average: bad
select avg(amount) as mean from t
-- bare-average: good
select cast(avg(amount) as decimal(18, 6)) as mean, avg(cast(amount as double)) as rough from t
-- double-sum: bad
select sum(cast(amount as double)) as total from t
-- double-sum: good
select cast(sum(amount) as double) as total from t
-- substring-zero: bad
select substr(code, 0, 2) as prefix from t
-- substring-zero: good
select substr(code, 1, 2) as prefix from t
-- untyped-null: bad
select null as rate from t
-- untyped-null: good
select cast(null as decimal(18, 9)) as rate from t
-- zero-divisor: bad
select cast(a as double) / b as share from t
-- zero-divisor: bad
select cast(a as double) / (cast(b as double) - c) as share from t
-- zero-divisor: bad
select cast(a as double) / 0.0 as share from t
-- zero-divisor: good
select cast(a as double) / nullif(cast(b as double), 0) as share, cast(a as double) / 86400.0 as days from t
-- zero-divisor: good
select cast(a as double) / cast(nullif(b, 0) as double) as share from t
