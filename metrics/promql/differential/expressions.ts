/** What is asked of both engines: each in a form that Prometheus 2.42 knows too. */
export const expressions: readonly string[] = [
  ...overRanges(),
  ...onElements(),
  ...aggregations(),
  ...operators(),
  ...matchings(),
  ...selections(),
  ...subqueries(),
  ...labelsAndOrder(),
  ...histograms(),
  ...dates(),
  ...rules(),
]

function overRanges(): string[] {
  const deviations = ['stddev_over_time', 'stdvar_over_time']
  const functions = [
    'sum_over_time',
    'avg_over_time',
    'min_over_time',
    'max_over_time',
    'count_over_time',
    'last_over_time',
    'present_over_time',
    'absent_over_time',
    'delta',
    'idelta',
    'deriv',
    'changes',
    'resets',
  ]
  const counters = ['rate', 'increase', 'irate']
  return [
    ...functions.flatMap((name) =>
      ['load[5m]', 'gappy[10m]', 'strange[3m]', 'load[1h]'].map((range) => `${name}(${range})`),
    ),
    // Their overflow has changed: Prometheus 3 gives an infinity where 2.42 gave NaN.
    ...deviations.flatMap((name) => [`${name}(load[5m])`, `${name}(gappy[10m])`, `${name}(load[1h])`]),
    ...counters.flatMap((name) =>
      ['requests_total[5m]', 'errors_total[10m]', 'requests_total[1h]', 'requests_total[47s]'].map(
        (range) => `${name}(${range})`,
      ),
    ),
    ...[-1, 0, 0.25, 0.5, 0.99, 1, 2].map((q) => `quantile_over_time(${q}, load[10m])`),
    ...['load[10m], 600', 'load[1h], -60', 'gappy[20m], 0', 'load[5m] offset 10m, 60'].map(
      (args) => `predict_linear(${args})`,
    ),
    ...['load[10m], 0.3, 0.7', 'gappy[20m], 0.9, 0.1', 'load[1h], 0.01, 0.99'].map(
      (args) => `double_exponential_smoothing(${args})`,
    ),
    'quantile_over_time(0.5, strange[10m])',
    'quantile_over_time(scalar(owner{job="api"}) / 100 + 0.5, load[10m])',
  ]
}

function onElements(): string[] {
  const functions = ['abs', 'ceil', 'floor', 'exp', 'sqrt', 'ln', 'log2', 'log10', 'sgn', 'round', 'deg', 'rad']
  const angles = ['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh']
  return [
    ...[...functions, ...angles].flatMap((name) => [`${name}(load)`, `${name}(strange)`]),
    ...['0.1', '5', '0.3', '-2', '1e3'].map((nearest) => `round(load, ${nearest})`),
    'clamp(load, -1, 1)',
    'clamp(load, 1, -1)',
    'clamp(strange, 0, 2)',
    'clamp_min(load, 0)',
    'clamp_max(load, 0)',
    'clamp(load, NaN, 1)',
    'clamp(load, scalar(owner{job="api"}), 3)',
    'clamp_min(strange, NaN)',
    '-load',
    '+load',
    '-strange',
    '-(-load)',
    '-requests_total ^ 2',
  ]
}

function aggregations(): string[] {
  const names = ['sum', 'avg', 'min', 'max', 'count', 'group', 'stddev', 'stdvar']
  return [
    ...names.flatMap((name) => [
      `${name}(load)`,
      `${name} by (job) (load)`,
      `${name} without (job) (gappy)`,
      `${name} by (job, instance) (strange)`,
      `${name}(strange)`,
      `${name} by (nothing) (limit)`,
      `${name}(rate(requests_total[5m])) by (instance)`,
    ]),
    ...[0.1, 0.5, 0.9, 1.5].flatMap((q) => [`quantile(${q}, load)`, `quantile by (job) (${q}, gappy)`]),
    'quantile(0.5, strange)',
    'quantile(NaN, load)',
    'topk(3, load)',
    'topk by (job) (2, load)',
    'bottomk(3, load)',
    'bottomk without (instance) (1, load)',
    'topk(100, load)',
    'topk(0, load)',
    'topk(2, strange)',
    'bottomk(5, strange)',
    'topk(scalar(count(owner)), load)',
    'count_values("value", round(load))',
    'count_values by (job) ("value", round(load))',
    'count_values without (instance) ("v", floor(load / 3))',
    'sum by (job) (load) / count by (job) (load)',
    'max by (job) (load) - min by (job) (load)',
    'avg(avg by (job) (load))',
    'count(load > 0)',
    'sum(load > bool 0)',
    'count(nonexistent)',
    'sum(nonexistent)',
  ]
}

function operators(): string[] {
  const arithmetic = ['+', '-', '*', '/', '%', '^']
  const comparisons = ['==', '!=', '>', '<', '>=', '<=']
  return [
    ...arithmetic.flatMap((operator) => [
      `load ${operator} 2`,
      `2 ${operator} load`,
      `load ${operator} limit`,
      `strange ${operator} -1.5`,
      `7 ${operator} 3`,
    ]),
    ...comparisons.flatMap((operator) => [
      `load ${operator} 0`,
      `0 ${operator} load`,
      `load ${operator} limit`,
      `load ${operator} bool 0`,
      `load ${operator} bool limit`,
      `1 ${operator} bool 2`,
      `strange ${operator} bool 0`,
    ]),
    // 2.42 forgot to drop the name after atan2.
    ...['load atan2 2', '2 atan2 load', 'load atan2 limit', 'strange atan2 -1.5'].map(
      (expr) => `sum by (job, instance) (${expr})`,
    ),
    '7 atan2 3',
    '1 + 2 * 3 ^ 2 ^ 0.5 - -4',
    '2 ^ -1 * 3',
    '-1 ^ 2',
    '(1 + 2) * load',
    'load * 2 + limit * 3 - 1',
    '-load ^ 2',
    '1 / 0',
    '0 / 0',
    '-1 % 0',
    '5 % -3',
    '-5 % 3',
    'load > 0 < 3',
    'load + on(job, instance) limit > 1',
    'Inf - Inf',
    'load * Inf',
    'load == load',
    '0x1f + 1e2',
    'NaN == bool NaN',
  ]
}

function matchings(): string[] {
  return [
    'load and limit',
    'load or limit',
    'load unless limit',
    'load and on(job) owner',
    'load unless on(job) owner{job="api"}',
    'load or on(job) owner',
    'load and ignoring(team, instance) owner',
    'load and on() owner',
    'load unless on() nonexistent',
    'load or on() vector(1)',
    'load * on(job) group_left owner',
    'load * on(job) group_left(team) owner',
    'owner * on(job) group_right load',
    'owner * on(job) group_right(team) load',
    'load * ignoring(team, instance) group_left(team) owner',
    'owner / ignoring(team, instance) group_right load',
    'load > on(job) group_left owner',
    'load >= bool on(job) group_left(team) owner',
    'owner < on(job) group_right load',
    'load + on(job, instance) limit',
    'load + ignoring(job) load',
    'load - on(job) load',
    'load * on(job) owner',
    'owner * on(job) load',
    'load * on(job) group_left load',
    'load * on(instance) group_left owner',
    'sum by (job) (load) + on(job) sum by (job) (limit)',
    'load / ignoring(instance) group_left sum by (job) (load)',
    'errors_total / requests_total',
    'rate(errors_total[5m]) / rate(requests_total[5m]) > 0.5',
    '(load or limit) * 2',
    'load and limit or owner',
    'load unless limit and owner',
    'vector(1) + vector(2)',
    'vector(1) and vector(2)',
    'load == on(job) group_left(team) owner',
  ]
}

function selections(): string[] {
  return [
    'load{job="api"}',
    'load{job!="api"}',
    'load{job=~"a.*|w.*"}',
    'load{job!~"api|web"}',
    'load{job=~".+",instance="0"}',
    'load{nothing=""}',
    'load{job=~"(?i)API"}',
    '{__name__=~"load|limit",job="api"}',
    '{job="api",instance="2"}',
    'load{job="none"}',
    'load{instance=~"[0-2]"}',
    'load{job=~"ap"}',
    'load offset 5m',
    'load offset -5m',
    'load @ 1700003700',
    'load @ 1700003700.5 offset 2m',
    'load @ start()',
    'load @ end()',
    'rate(requests_total[5m] @ 1700004000)',
    'rate(requests_total[5m] offset 10m)',
    'rate(requests_total[5m] offset -3m)',
    'sum(load @ 1700003700) + load',
    'sum_over_time(load[2m] @ end() offset 1m)',
    'timestamp(load)',
    'timestamp(gappy)',
    'timestamp(load offset 5m)',
    'timestamp(load @ 1700003700)',
    'timestamp(load + 1)',
    'timestamp(timestamp(load))',
    'timestamp((load))',
    'absent(load)',
    'absent(nonexistent{job="api",x=~"y"})',
    'absent(nonexistent)',
    'absent(sum(nonexistent))',
    'absent_over_time(nonexistent{a="b"}[5m])',
    'absent({job="a",job="b",x="y"})',
    'scalar(owner{job="api"})',
    'scalar(load)',
    'scalar(nonexistent)',
    'vector(scalar(owner{job="web"}))',
    'time()',
    'pi()',
    'vector(time())',
    'scalar(vector(3))',
    'load - time() + time()',
    'gappy',
    'gappy offset 3m',
    'count(gappy)',
    'count_over_time(gappy[1m])',
    'strange',
  ]
}

function subqueries(): string[] {
  return [
    'max_over_time(load[10m:1m])',
    'max_over_time(load[10m:])',
    'sum_over_time(rate(requests_total[2m])[10m:30s])',
    'avg_over_time(sum by (job) (load)[20m:2m])',
    'rate(requests_total[10m:15s])',
    'max_over_time(load[10m:1m] offset 5m)',
    'max_over_time(load[10m:1m] @ 1700005000)',
    'min_over_time(sum(load)[30m:7s])',
    'max_over_time(rate(requests_total[1m])[5m:1m] offset -2m)',
    'sum_over_time((load > 0)[10m:1m])',
    'count_over_time(gappy[15m:1m])',
    'deriv(load[10m:45s])',
    'max_over_time(sum_over_time(load[290s:1m])[10m:2m])',
    'quantile_over_time(0.9, abs(load)[10m:1m])',
    'absent_over_time(gappy{job="none"}[10m:1m])',
    'sum_over_time(load[10m:1m] @ end())',
    'last_over_time(load[10m:3m])',
    'stddev_over_time(time()[10m:1m])',
    'sum_over_time(vector(1)[10m:1m])',
    'changes((load > bool 0)[30m:1m])',
    'avg_over_time(load[1h:13s])',
  ].map((expr) => expr.replace('time()[', 'vector(time())['))
}

function labelsAndOrder(): string[] {
  return [
    'label_replace(load, "host", "$1-x", "instance", "(.*)")',
    `label_replace(load, "host", "$\{1}$\{2}", "job", "(.)(.).*")`,
    'label_replace(load, "host", "x", "job", "none")',
    'label_replace(load, "job", "", "job", ".*")',
    'label_replace(load, "new", "$job", "job", "(?P<job>.*)")',
    'label_replace(load, "instance", "same", "instance", ".*")',
    'label_join(load, "both", "/", "job", "instance")',
    'label_join(load, "job", "", "instance", "job")',
    'label_join(load, "empty", "-")',
    'label_join(owner, "all", ",", "job", "team", "none")',
    'label_replace(rate(requests_total[5m]), "__name__", "rate", "", "")',
    'label_replace(load, "x", "$9", "job", "(.*)")',
    'label_replace(load, "x", "$$", "job", "(.*)")',
    'sort(load)',
    'sort_desc(load)',
    'sort(strange)',
    'sort_desc(gappy)',
    'sort(sum by (job) (load))',
  ]
}

function histograms(): string[] {
  return [
    ...[-0.5, 0, 0.1, 0.5, 0.9, 0.99, 1, 1.5].map((q) => `histogram_quantile(${q}, rate(latency_seconds_bucket[5m]))`),
    ...[0.5, 0.95].flatMap((q) => [
      `histogram_quantile(${q}, latency_seconds_bucket)`,
      `histogram_quantile(${q}, sum by (le) (rate(latency_seconds_bucket[10m])))`,
    ]),
    'histogram_quantile(0.5, latency_seconds_bucket{le!="+Inf"})',
    'histogram_quantile(0.5, load)',
    'histogram_quantile(NaN, latency_seconds_bucket)',
    'histogram_quantile(0.5, sum by (le, job) (increase(latency_seconds_bucket[1h])))',
    'histogram_quantile(0.9, latency_seconds_bucket{le=~"1|10|.Inf"})',
  ]
}

function dates(): string[] {
  const functions = ['year', 'month', 'day_of_month', 'day_of_week', 'day_of_year', 'days_in_month', 'hour', 'minute']
  return functions.flatMap((name) => [
    `${name}()`,
    `${name}(requests_total * 12345)`,
    `${name}(vector(951782400))`,
    `${name}(-load * 1e9)`,
    `${name}(load * 1e15)`,
    `${name}(strange)`,
  ])
}

/** Rules as operators write them. */
function rules(): string[] {
  return [
    'sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m])) > 0.4',
    'load > 2 and on(job) owner > 0',
    'sum(load) by (job) > bool 0 == 1',
    'max_over_time(load[10m]) - min_over_time(load[10m]) > 1',
    'avg_over_time(load[5m]) / avg_over_time(load[1h]) > 1',
    'count(load > 0) by (job) / count(load) by (job)',
    'histogram_quantile(0.95, sum by (job, le) (rate(latency_seconds_bucket[5m]))) > 1',
    'predict_linear(load[30m], 3600) < 0',
    'changes(gappy[30m]) > 10 or resets(requests_total[30m]) > 0',
    'absent(load{job="api"}) or absent(load{job="gone"})',
    'topk(1, sum by (job) (rate(requests_total[5m])))',
    '1 - avg(load > bool 0)',
    'time() - timestamp(load) < 60',
    'min by (job) (load) == on(job) group_right load',
    'sum(rate(requests_total[5m])) without (instance) * 60',
    'abs(load - on(job) group_left avg by (job) (load)) > 2 * on(job) group_left stddev by (job) (load)',
  ]
}
