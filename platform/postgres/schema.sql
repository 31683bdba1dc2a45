account_usage
  account text not null
  month date not null
  used integer not null
  constraint account_usage_pkey PRIMARY KEY (account, month)

accounts
  id text not null
  plan text not null default 'free'::text
  created_at timestamp with time zone not null
  constraint accounts_pkey PRIMARY KEY (id)

api_keys
  id text not null
  account text not null
  name text not null
  scopes text[] not null
  secret_digest bytea not null
  former_digest bytea
  former_until timestamp with time zone
  created_at timestamp with time zone not null
  secret_made_at timestamp with time zone not null
  expires_at timestamp with time zone
  revoked_at timestamp with time zone
  last_used_at timestamp with time zone
  constraint api_keys_account_fkey FOREIGN KEY (account) REFERENCES accounts(id)
  constraint api_keys_pkey PRIMARY KEY (id)
  CREATE INDEX api_keys_of_account ON public.api_keys USING btree (account, created_at DESC)

chat_settings
  chat bigint not null
  language text
  constraint chat_settings_pkey PRIMARY KEY (chat)

history_due
  span text not null
  start timestamp with time zone not null
  mark bigint not null default 1
  constraint history_due_pkey PRIMARY KEY (span, start)
  with fillfactor=50

history_hours
  start timestamp with time zone not null
  first_at timestamp with time zone
  last_at timestamp with time zone
  latency_sum_ms double precision not null
  series integer not null
  checks integer not null
  failures integer not null
  up_ms integer not null
  down_ms integer not null
  unknown_ms integer not null
  latency_min_ms real
  latency_max_ms real
  under_2 smallint not null
  under_5 smallint not null
  under_10 smallint not null
  under_25 smallint not null
  under_50 smallint not null
  under_100 smallint not null
  under_250 smallint not null
  under_500 smallint not null
  under_1000 smallint not null
  under_2500 smallint not null
  under_5000 smallint not null
  slower smallint not null
  constraint history_hours_pkey PRIMARY KEY (series, start) INCLUDE (up_ms, down_ms)

history_minutes
  start timestamp with time zone not null
  first_at timestamp with time zone
  last_at timestamp with time zone
  latency_sum_ms double precision not null
  series integer not null
  checks integer not null
  failures integer not null
  up_ms integer not null
  down_ms integer not null
  unknown_ms integer not null
  latency_min_ms real
  latency_max_ms real
  under_2 smallint not null
  under_5 smallint not null
  under_10 smallint not null
  under_25 smallint not null
  under_50 smallint not null
  under_100 smallint not null
  under_250 smallint not null
  under_500 smallint not null
  under_1000 smallint not null
  under_2500 smallint not null
  under_5000 smallint not null
  slower smallint not null
  constraint history_minutes_pkey PRIMARY KEY (series, start)

history_results
  at timestamp with time zone not null
  series integer not null
  interval_ms integer not null
  latency_ms real
  success smallint
  constraint history_results_pkey PRIMARY KEY (series, at)

history_series
  id integer not null generated always as identity
  target text not null
  location text not null
  constraint history_series_pkey PRIMARY KEY (id)
  constraint history_series_target_location_key UNIQUE (target, location)

incidents
  id text not null
  rule text not null
  labels jsonb not null
  severity text not null
  target text
  summary text not null
  epoch bigint not null
  ordinal bigint not null
  version integer not null
  leader_epoch bigint not null
  phase text not null
  since timestamp with time zone not null
  opened_at timestamp with time zone not null
  resolved_at timestamp with time zone
  ending text
  constraint incidents_pkey PRIMARY KEY (id)
  CREATE INDEX incidents_open ON public.incidents USING btree (opened_at) WHERE (resolved_at IS NULL)
  CREATE INDEX incidents_recent ON public.incidents USING btree (opened_at DESC, id DESC)

last_vehicles
  chat bigint not null
  person bigint not null
  vin text not null
  comparing boolean not null default false
  told_at timestamp with time zone not null
  constraint last_vehicles_pkey PRIMARY KEY (chat, person)
  CREATE INDEX last_vehicles_told ON public.last_vehicles USING btree (told_at)

login_links
  account text not null
  digest bytea not null
  browser_code text not null
  expires_at timestamp with time zone not null
  constraint login_links_digest_key UNIQUE (digest)
  constraint login_links_pkey PRIMARY KEY (account)

notices
  id text not null
  incident_id text not null
  version integer not null
  kind text not null
  step integer not null
  chat bigint not null
  topic bigint
  severity text not null
  text text not null
  line text not null
  seq bigint not null
  created_at timestamp with time zone not null
  detected_at timestamp with time zone not null
  leader_epoch bigint not null
  outcome text
  reason text
  merged_into text
  message_id bigint
  settled_at timestamp with time zone
  constraint notices_pkey PRIMARY KEY (id)
  CREATE INDEX notices_of_incident ON public.notices USING btree (incident_id)
  CREATE INDEX notices_waiting ON public.notices USING btree (seq) WHERE (outcome IS NULL)

sessions
  digest bytea not null
  account text not null
  created_at timestamp with time zone not null
  seen_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  constraint sessions_account_fkey FOREIGN KEY (account) REFERENCES accounts(id)
  constraint sessions_pkey PRIMARY KEY (digest)
  CREATE INDEX sessions_of_account ON public.sessions USING btree (account)

subscription_facts
  id text not null
  verb text not null
  chat bigint not null
  chat_type text
  moved_to bigint
  by_whom text not null
  at timestamp with time zone not null
  severity text
  constraint subscription_facts_pkey PRIMARY KEY (id)

vehicles
  id bigint not null generated always as identity
  vin text not null
  account text
  manufacturer text
  make text
  model text
  year integer
  vehicle_type text
  fuel_type text
  source text not null
  report jsonb not null
  first_seen_at timestamp with time zone not null default now()
  decoded_at timestamp with time zone not null default now()
  saved_at timestamp with time zone
  searched text not null default "left"(lower(((((((((vin || ' '::text) || COALESCE((year)::text, ''::text)) || ' '::text) || COALESCE(make, ''::text)) || ' '::text) || COALESCE(model, ''::text)) || ' '::text) || COALESCE(manufacturer, ''::text))), 400)
  constraint vehicles_account_vin_key UNIQUE NULLS NOT DISTINCT (account, vin)
  constraint vehicles_pkey PRIMARY KEY (id)
  CREATE INDEX vehicles_account_make_model_year ON public.vehicles USING btree (account, lower(make), lower(model), year)
  CREATE INDEX vehicles_account_recent ON public.vehicles USING btree (account, decoded_at DESC, id DESC) INCLUDE (searched)
  CREATE INDEX vehicles_recent ON public.vehicles USING btree (decoded_at DESC, id DESC)

webhook_updates
  id text not null
  lane text not null
  position bigint not null generated by default as identity
  priority smallint not null default 0
  payload jsonb not null
  tries integer not null default 0
  due_at timestamp with time zone not null default now()
  lease uuid
  leased_until timestamp with time zone
  leased_by text
  error text
  stored_at timestamp with time zone not null default now()
  finished_at timestamp with time zone
  set_aside boolean not null default false
  constraint webhook_updates_pkey PRIMARY KEY (id)
  CREATE INDEX webhook_updates_finished ON public.webhook_updates USING btree (finished_at) WHERE (finished_at IS NOT NULL)
  CREATE INDEX webhook_updates_lane ON public.webhook_updates USING btree (lane, "position") WHERE (finished_at IS NULL)
  CREATE UNIQUE INDEX webhook_updates_one_lease_a_lane ON public.webhook_updates USING btree (lane) WHERE (lease IS NOT NULL)
  CREATE INDEX webhook_updates_waiting ON public.webhook_updates USING btree (priority DESC, "position") WHERE (finished_at IS NULL)
  with autovacuum_vacuum_scale_factor=0.02
