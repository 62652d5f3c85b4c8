-- Messages on their way: written in the transaction that causes them, sent after it by any process.
create table outbox_messages (
  id {{text}} primary key,
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  queued_at {{bigint}} not null,
  -- When to try next, or until when a process that is sending it holds the message. Null once it is given up.
  due_at {{bigint}},
  holder {{text}},
  attempts integer not null,
  failed_at {{bigint}},
  -- The message, which may hold a code or a password.
  sealed_message {{blob}} not null
);
create index outbox_messages_by_due on outbox_messages (due_at, id) where due_at is not null;
create index outbox_messages_by_failure on outbox_messages (failed_at, id) where failed_at is not null;
create index outbox_messages_by_pool on outbox_messages (user_pool_id);
