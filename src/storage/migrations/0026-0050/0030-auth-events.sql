create table auth_events (
  user_pool_id {{text}} not null,
  sub {{text}} not null,
  id {{text}} not null,
  created_at {{bigint}} not null,
  -- An AuthEvent as JSON, without the columns above.
  event {{text}} not null,
  primary key (user_pool_id, sub, id),
  foreign key (user_pool_id, sub) references users (user_pool_id, sub) on delete cascade
);
create index auth_events_by_user on auth_events (user_pool_id, sub, created_at, id);
create index auth_events_by_date on auth_events (created_at);
