-- Where the pages and endpoints of pools are.
create table user_pool_domains (
  region {{text}} not null,
  -- A prefix or a full name.
  domain {{text}} not null,
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  is_custom integer not null,
  -- Of a custom domain.
  certificate_arn {{text}},
  security_policy {{text}},
  -- A Failover as JSON.
  failover {{text}},
  managed_login_version integer not null,
  created_at {{bigint}} not null,
  modified_at {{bigint}} not null,
  primary key (region, domain)
);
-- One domain of each kind.
create unique index user_pool_domains_by_pool on user_pool_domains (user_pool_id, is_custom);
create unique index user_pool_domains_custom on user_pool_domains (domain) where is_custom = 1;

create table resource_servers (
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  identifier {{text}} not null,
  name {{text}} not null,
  -- A list of ResourceServerScope as JSON.
  scopes {{text}} not null,
  created_at {{bigint}} not null,
  modified_at {{bigint}} not null,
  primary key (user_pool_id, identifier)
);
