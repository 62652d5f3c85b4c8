create table signing_keys (
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  id {{text}} not null,
  -- 'id' or 'access'.
  token_use {{text}} not null,
  public_key {{text}} not null,
  sealed_private_key {{blob}} not null,
  created_at {{bigint}} not null,
  retired_at {{bigint}},
  primary key (user_pool_id, id)
);
-- One key signs at a time, whichever node made it.
create unique index signing_keys_that_sign on signing_keys (user_pool_id, token_use) where retired_at is null;

-- The tokens of one sign-in. Not bound to users: a refresh tells of a user who was deleted.
create table token_families (
  id {{text}} primary key,
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  client_id {{text}} not null references user_pool_clients (id) on delete cascade,
  sub {{text}} not null,
  event_id {{text}} not null,
  auth_time {{bigint}} not null,
  -- A Grant.
  granted {{text}} not null,
  device_key {{text}},
  created_at {{bigint}} not null,
  expires_at {{bigint}} not null,
  revoked_at {{bigint}},
  -- Refresh tokens are stored as digests.
  current_digest {{text}} not null,
  previous_digest {{text}},
  previous_until {{bigint}},
  -- Only where the pool tracks sessions, and gone when the session ends.
  session_id {{text}},
  last_active_at {{bigint}},
  device_type {{text}},
  ip_address {{text}}
);
create unique index token_families_by_refresh_token on token_families (current_digest);
create index token_families_by_user on token_families (user_pool_id, sub, event_id);
-- One index for the client and the expiry: each that a sign-in has to write to costs it a page.
create index token_families_by_client on token_families (client_id, expires_at);

-- Refresh tokens that are current no more.
create table spent_refresh_tokens (
  digest {{text}} primary key,
  family_id {{text}} not null references token_families (id) on delete cascade
);
create index spent_refresh_tokens_by_family on spent_refresh_tokens (family_id);

create table user_pool_session_configurations (
  user_pool_id {{text}} primary key references user_pools (id) on delete cascade,
  tracking {{text}} not null,
  max_per_user integer not null
);

create table client_session_configurations (
  client_id {{text}} primary key references user_pool_clients (id) on delete cascade,
  max_validity_minutes integer not null
);
