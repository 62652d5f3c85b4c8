-- Another one after each change, never used before: who knows it need not read the rest. Empty for a client that was
-- not changed since this column came, which is read every time.
alter table user_pool_clients add column revision {{text}} not null default '';
