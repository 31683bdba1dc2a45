-- What a chat chose; a language that was not chosen is the one of whoever writes.
create table chat_settings (
  chat bigint primary key,
  language text
);

-- The vehicle that a person spoke of last in a chat.
create table last_vehicles (
  chat bigint not null,
  person bigint not null,
  vin text not null,
  -- Asked for the VIN to compare it with.
  comparing boolean not null default false,
  told_at timestamptz not null,
  primary key (chat, person)
);

create index last_vehicles_told on last_vehicles (told_at);

-- Since when the account keeps the vehicle.
alter table vehicles add column saved_at timestamptz;
