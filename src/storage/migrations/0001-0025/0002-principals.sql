-- Root is the account itself and has no row. Names are unique regardless of case (folded_name).
create table principals (
  account_id {{text}} not null,
  kind {{text}} not null,
  folded_name {{text}} not null,
  name {{text}} not null,
  principal_id {{text}} not null,
  path {{text}} not null,
  tags {{text}} not null,
  policies {{text}} not null,
  boundary {{text}},
  primary key (account_id, kind, folded_name)
);

create table access_keys (
  id {{text}} primary key,
  account_id {{text}} not null,
  kind {{text}} not null,
  folded_name {{text}} not null,
  sealed_secret {{blob}} not null,
  status {{text}} not null,
  created_at {{bigint}} not null,
  -- Only of temporary keys.
  expires_at {{bigint}},
  sealed_session_token {{blob}},
  session {{text}}
);
create index access_keys_by_holder on access_keys (account_id, kind, folded_name);
create index access_keys_by_expiry on access_keys (expires_at);
