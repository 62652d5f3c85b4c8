-- Times are milliseconds since 1970 (UTC); flags are 0 or 1; settings are JSON texts of our own shapes.

-- Which root key seals the secrets below: one row, which tells nothing of the key itself.
create table root_key (
  id integer primary key,
  fingerprint {{text}} not null
);

create table user_pools (
  id {{text}} primary key,
  region {{text}} not null,
  name {{text}} not null,
  -- Those that the pool was made with, or had when all of it was last saved.
  attribute_schema {{text}} not null,
  settings {{text}} not null,
  tags {{text}} not null,
  created_at {{bigint}} not null,
  modified_at {{bigint}} not null,
  -- Another one after each change, never used before: who knows it need not read the rest.
  revision {{text}} not null
);
-- The attributes added since: an addition need not write what was there before.
create table user_pool_added_attributes (
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  -- In the schema.
  position integer not null,
  definition {{text}} not null,
  primary key (user_pool_id, position)
);
create index user_pools_by_region on user_pools (region, id);

-- Public operations name a client and no pool, so its id is unique over all of them.
create table user_pool_clients (
  id {{text}} primary key,
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  name {{text}} not null,
  client_type {{text}} not null,
  settings {{text}} not null,
  created_at {{bigint}} not null,
  modified_at {{bigint}} not null
);
create index user_pool_clients_by_pool on user_pool_clients (user_pool_id, id);

create table client_secrets (
  client_id {{text}} not null references user_pool_clients (id) on delete cascade,
  id {{text}} not null,
  sealed_value {{blob}} not null,
  created_at {{bigint}} not null,
  primary key (client_id, id)
);

-- Append-only: nothing in the program updates or deletes here.
create table audit_events (
  occurred_at {{bigint}} not null,
  id {{text}} not null,
  region {{text}} not null,
  event_name {{text}} not null,
  record {{text}} not null,
  -- By time first: whatever is appended then lies together, which each change is quicker for.
  primary key (occurred_at, id)
);
