create table log_configurations (
  user_pool_id {{text}} primary key references user_pools (id) on delete cascade,
  -- A list of LogConfiguration as JSON.
  configurations {{text}} not null
);

-- Entries on their way: written in the transaction that they tell of, delivered after it by any process.
create table log_queue (
  id {{text}} primary key,
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  arn {{text}} not null,
  queued_at {{bigint}} not null,
  -- When to try next, or until when a process that is delivering it holds the entry.
  due_at {{bigint}} not null,
  attempts integer not null,
  entry {{text}} not null
);
create index log_queue_by_due on log_queue (due_at, id);
create index log_queue_by_pool on log_queue (user_pool_id);
