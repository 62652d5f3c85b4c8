-- Messages of a server that has no way out for them: kept for `poolhouse inbox` and the page /inbox.
create table inbox_messages (
  id {{text}} primary key,
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  sent_at {{bigint}} not null,
  channel {{text}} not null,
  -- An address or number in lower case.
  recipient {{text}} not null,
  -- The rest of the message, which may hold a code or a password.
  sealed_message {{blob}} not null
);
create index inbox_messages_by_time on inbox_messages (sent_at, id);
create index inbox_messages_by_recipient on inbox_messages (recipient, sent_at, id);
create index inbox_messages_by_pool on inbox_messages (user_pool_id);
