create table user_pool_replicas (
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  region {{text}} not null,
  status {{text}} not null,
  tags {{text}} not null,
  created_at {{bigint}} not null,
  primary key (user_pool_id, region)
);
