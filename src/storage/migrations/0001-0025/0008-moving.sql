-- Pools that were moved in from AWS, where passwords of their users are still looked up.
create table former_pools (
  user_pool_id {{text}} primary key references user_pools (id) on delete cascade,
  region {{text}} not null,
  -- Null stands for that of AWS.
  endpoint {{text}},
  client_id {{text}} not null,
  sealed_client_secret {{blob}},
  flow {{text}} not null
);

-- How far a move or the import of a file got, so that it can go on after an interruption.
create table moves (
  id {{text}} primary key,
  position {{text}} not null,
  moved_at {{bigint}} not null
);
