-- Who may ask for what, and how much of it was asked. No row holds a secret: only digests of them.
create table accounts (
  id text primary key,
  plan text not null default 'free',
  created_at timestamptz not null
);

create table api_keys (
  id text primary key,
  account text not null references accounts (id),
  name text not null,
  scopes text[] not null,
  secret_digest bytea not null,
  -- Of the secret before the last rotation, which goes on until then.
  former_digest bytea,
  former_until timestamptz,
  created_at timestamptz not null,
  secret_made_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);

create index api_keys_of_account on api_keys (account, created_at desc);

create table sessions (
  digest bytea primary key,
  account text not null references accounts (id),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);

create index sessions_of_account on sessions (account);

-- One a person at most; using it takes it away.
create table login_links (
  account text primary key,
  digest bytea not null unique,
  browser_code text not null,
  expires_at timestamptz not null
);

-- Accounts that only talk to the bot are counted before they ever sign in.
create table account_usage (
  account text not null,
  month date not null,
  used integer not null,
  primary key (account, month)
);
