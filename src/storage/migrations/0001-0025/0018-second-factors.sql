-- What a user has chosen as second factors, as JSON; null where nothing is chosen.
alter table users add column mfa_settings {{text}};

-- Secrets that users share with their authenticator apps.
create table software_tokens (
  user_pool_id {{text}} not null,
  sub {{text}} not null,
  -- Null until a first secret is verified.
  sealed_secret {{blob}},
  -- Another one with each secret, never used before.
  revision {{text}},
  friendly_name {{text}},
  -- The latest time step whose code was used.
  last_used_step {{bigint}} not null,
  -- A secret that awaits its first code, and its revision. Both null where none is pending.
  sealed_pending_secret {{blob}},
  pending_revision {{text}},
  primary key (user_pool_id, sub),
  foreign key (user_pool_id, sub) references users (user_pool_id, sub) on delete cascade
);
