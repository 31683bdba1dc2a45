-- What alerts decided and told. The probe's local disk has it first; rows come here in the same order, each whole.
create table incidents (
  id text primary key,
  rule text not null,
  labels jsonb not null,
  severity text not null,
  target text,
  summary text not null,
  epoch bigint not null,
  ordinal bigint not null,
  version integer not null,
  -- Of the leader that wrote the row last: an older one changes nothing any more.
  leader_epoch bigint not null,
  phase text not null,
  since timestamptz not null,
  opened_at timestamptz not null,
  resolved_at timestamptz,
  ending text
);

create index incidents_open on incidents (opened_at) where resolved_at is null;
create index incidents_recent on incidents (opened_at desc, id desc);

-- The outbox: a notice without an outcome is still to be told.
create table notices (
  id text primary key,
  incident_id text not null,
  version integer not null,
  kind text not null,
  step integer not null,
  chat bigint not null,
  topic bigint,
  severity text not null,
  text text not null,
  line text not null,
  seq bigint not null,
  created_at timestamptz not null,
  detected_at timestamptz not null,
  leader_epoch bigint not null,
  outcome text,
  reason text,
  merged_into text,
  message_id bigint,
  settled_at timestamptz
);

create index notices_waiting on notices (seq) where outcome is null;
create index notices_of_incident on notices (incident_id);

-- Only ever added to; who is told is derived from all of them.
create table subscription_facts (
  id text primary key,
  verb text not null,
  chat bigint not null,
  chat_type text,
  moved_to bigint,
  by_whom text not null,
  at timestamptz not null
);
