create table risk_configurations (
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  -- Null for the pool's own.
  client_id {{text}} references user_pool_clients (id) on delete cascade,
  -- A RiskConfiguration as JSON, without its date.
  configuration {{text}} not null,
  modified_at {{bigint}} not null
);
create unique index risk_configurations_by_owner on risk_configurations (user_pool_id, coalesce(client_id, ''));
create index risk_configurations_by_client on risk_configurations (client_id);
