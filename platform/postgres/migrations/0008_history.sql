-- What checks saw, for as long as it is kept (metrics/history.ts). The three large tables are cut into UTC days, which
-- the probe makes ahead and drops; no partition is made here.
create table history_series (
  id integer primary key generated always as identity,
  target text not null,
  location text not null,
  unique (target, location)
);

-- One row a check, known by when it ended: a result that comes again changes nothing.
create table history_results (
  at timestamptz not null,
  series integer not null,
  -- It speaks until the next result, for two of these at most.
  interval_ms integer not null,
  latency_ms real,
  -- 1 up, 0 down, null unknown.
  success smallint,
  primary key (series, at)
) partition by range (at);

-- Of each minute, what its results said and for how long. Time in none of the three is time that nobody spoke for.
-- Latencies are counted by how many milliseconds they stayed under (metrics/model/latency.ts).
create table history_minutes (
  start timestamptz not null,
  first_at timestamptz,
  last_at timestamptz,
  latency_sum_ms double precision not null,
  series integer not null,
  checks integer not null,
  failures integer not null,
  up_ms integer not null,
  down_ms integer not null,
  unknown_ms integer not null,
  latency_min_ms real,
  latency_max_ms real,
  under_2 smallint not null,
  under_5 smallint not null,
  under_10 smallint not null,
  under_25 smallint not null,
  under_50 smallint not null,
  under_100 smallint not null,
  under_250 smallint not null,
  under_500 smallint not null,
  under_1000 smallint not null,
  under_2500 smallint not null,
  under_5000 smallint not null,
  slower smallint not null,
  primary key (series, start)
) partition by range (start);

-- Sums of the minutes of an hour. A year is added up from the index alone.
create table history_hours (
  like history_minutes including defaults,
  primary key (series, start) include (up_ms, down_ms)
) partition by range (start);

-- Minutes and hours whose rows are to be made again: something in them has changed since. The mark tells one change from the next.
create table history_due (
  span text not null,
  start timestamptz not null,
  mark bigint not null default 1,
  primary key (span, start)
) with (fillfactor = 50);
