-- What a search looks at, cut so that an index can hold it. Words are parted by blanks, so none spans two columns.
alter table vehicles add column searched text not null generated always as (
  left(lower(vin || ' ' || coalesce(year::text, '') || ' ' || coalesce(make, '') || ' ' || coalesce(model, '') || ' '
    || coalesce(manufacturer, '')), 400)
) stored;

-- An account's list, its counts and its searches are read from this one alone.
drop index vehicles_account_recent;
create index vehicles_account_recent on vehicles (account, decoded_at desc, id desc) include (searched);
drop index vehicles_make_model_year;
create index vehicles_account_make_model_year on vehicles (account, lower(make), lower(model), year);
