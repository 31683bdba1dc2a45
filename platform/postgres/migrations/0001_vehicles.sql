-- One row for each account and VIN; account is null for visitors.
create table vehicles (
  id bigint generated always as identity primary key,
  vin text not null,
  account text,
  manufacturer text,
  make text,
  model text,
  year integer,
  vehicle_type text,
  fuel_type text,
  source text not null,
  report jsonb not null,
  first_seen_at timestamptz not null default now(),
  decoded_at timestamptz not null default now(),
  constraint vehicles_account_vin_key unique nulls not distinct (account, vin)
);

create index vehicles_account_recent on vehicles (account, decoded_at desc, id desc);
create index vehicles_recent on vehicles (decoded_at desc, id desc);
create index vehicles_make_model_year on vehicles (lower(make), lower(model), year);
