create table authorization_codes (
  digest {{text}} primary key,
  user_pool_id {{text}} not null,
  client_id {{text}} not null references user_pool_clients (id) on delete cascade,
  sub {{text}} not null,
  -- A CodeGrant.
  sealed_grant {{blob}} not null,
  expires_at {{bigint}} not null,
  consumed_at {{bigint}},
  -- The tokens that the code was redeemed for.
  family_id {{text}},
  foreign key (user_pool_id, sub) references users (user_pool_id, sub) on delete cascade
);
create index authorization_codes_by_expiry on authorization_codes (expires_at);
create index authorization_codes_by_user on authorization_codes (user_pool_id, sub);
create index authorization_codes_by_client on authorization_codes (client_id);

create table browser_sessions (
  -- Of the secret in the cookie.
  digest {{text}} primary key,
  user_pool_id {{text}} not null,
  sub {{text}} not null,
  domain {{text}} not null,
  password_revision {{text}},
  auth_time {{bigint}} not null,
  expires_at {{bigint}} not null,
  foreign key (user_pool_id, sub) references users (user_pool_id, sub) on delete cascade
);
create index browser_sessions_by_expiry on browser_sessions (expires_at);
create index browser_sessions_by_user on browser_sessions (user_pool_id, sub);
