-- What sign-ins by custom challenges have to know at the next answer. Strangers may have them, too.
create table custom_rounds (
  id {{text}} primary key,
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  -- The rounds so far, and the private parameters of the challenge.
  sealed_content {{blob}} not null,
  expires_at {{bigint}} not null
);
create index custom_rounds_by_expiry on custom_rounds (expires_at);
create index custom_rounds_of_pool on custom_rounds (user_pool_id);
