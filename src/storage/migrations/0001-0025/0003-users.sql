create table users (
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  sub {{text}} not null,
  -- In canonical form: lower case where the pool tells no case apart.
  username {{text}} not null,
  status {{text}} not null,
  enabled integer not null,
  attributes {{text}} not null,
  pending_attributes {{text}} not null,
  created_at {{bigint}} not null,
  modified_at {{bigint}} not null,
  -- The searchable attributes in lower case, so that ListUsers finds by index (null where the user has none).
  email {{text}},
  phone_number {{text}},
  name {{text}},
  given_name {{text}},
  family_name {{text}},
  preferred_username {{text}},
  primary key (user_pool_id, sub)
);
create unique index users_by_username on users (user_pool_id, username);
create index users_by_creation on users (user_pool_id, created_at, sub);
create index users_by_status on users (user_pool_id, status, sub);
create index users_by_enabled on users (user_pool_id, enabled, sub);
create index users_by_email on users (user_pool_id, email, sub) where email is not null;
create index users_by_phone_number on users (user_pool_id, phone_number, sub) where phone_number is not null;
create index users_by_name on users (user_pool_id, name, sub) where name is not null;
create index users_by_given_name on users (user_pool_id, given_name, sub) where given_name is not null;
create index users_by_family_name on users (user_pool_id, family_name, sub) where family_name is not null;
create index users_by_preferred_username on users (user_pool_id, preferred_username, sub)
  where preferred_username is not null;

-- How many users a pool has, spread over rows so that sign-ups do not wait for each other.
create table user_counts (
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  shard integer not null,
  users {{bigint}} not null,
  primary key (user_pool_id, shard)
);

-- The names beside the username under which a user is found; each has one owner in its pool.
create table user_aliases (
  user_pool_id {{text}} not null,
  attribute {{text}} not null,
  value {{text}} not null,
  sub {{text}} not null,
  primary key (user_pool_id, attribute, value),
  foreign key (user_pool_id, sub) references users (user_pool_id, sub) on delete cascade
);
create index user_aliases_by_user on user_aliases (user_pool_id, sub);

create table user_credentials (
  user_pool_id {{text}} not null,
  sub {{text}} not null,
  -- A StoredPassword; null for users without a password.
  sealed_password {{blob}},
  failures integer not null,
  last_failure_at {{bigint}} not null,
  primary key (user_pool_id, sub),
  foreign key (user_pool_id, sub) references users (user_pool_id, sub) on delete cascade
);

-- Codes sent by mail or text message, as keyed digests. One for each purpose and subject: a new one replaces it.
create table verification_codes (
  user_pool_id {{text}} not null,
  sub {{text}} not null,
  purpose {{text}} not null,
  subject {{text}} not null,
  digest {{blob}} not null,
  expires_at {{bigint}} not null,
  mismatches integer not null,
  primary key (user_pool_id, sub, purpose, subject),
  foreign key (user_pool_id, sub) references users (user_pool_id, sub) on delete cascade
);
create index verification_codes_by_expiry on verification_codes (expires_at);

-- How often somebody tried something in the hour that began at started_at.
create table attempt_windows (
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  sub {{text}} not null,
  kind {{text}} not null,
  started_at {{bigint}} not null,
  attempts integer not null,
  primary key (user_pool_id, sub, kind)
);
create index attempt_windows_by_start on attempt_windows (started_at);

-- What can be used once and has been: secret blocks, challenge sessions. The id is inserted by whoever comes first.
create table consumed_tokens (
  id {{text}} primary key,
  expires_at {{bigint}} not null
);
create index consumed_tokens_by_expiry on consumed_tokens (expires_at);

create table groups (
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  name {{text}} not null,
  description {{text}},
  role_arn {{text}},
  precedence {{bigint}},
  created_at {{bigint}} not null,
  modified_at {{bigint}} not null,
  primary key (user_pool_id, name)
);

create table group_members (
  user_pool_id {{text}} not null,
  group_name {{text}} not null,
  sub {{text}} not null,
  primary key (user_pool_id, group_name, sub),
  foreign key (user_pool_id, group_name) references groups (user_pool_id, name) on delete cascade,
  foreign key (user_pool_id, sub) references users (user_pool_id, sub) on delete cascade
);
create index group_members_by_user on group_members (user_pool_id, sub, group_name);
