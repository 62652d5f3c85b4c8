-- The devices that users have confirmed. Keys that were issued and not confirmed are not stored.
create table devices (
  user_pool_id {{text}} not null,
  sub {{text}} not null,
  device_key {{text}} not null,
  device_group_key {{text}} not null,
  name {{text}},
  -- A PasswordVerifier.
  sealed_verifier {{blob}} not null,
  remembered integer not null,
  last_ip_address {{text}} not null,
  created_at {{bigint}} not null,
  modified_at {{bigint}} not null,
  authenticated_at {{bigint}} not null,
  primary key (user_pool_id, sub, device_key),
  foreign key (user_pool_id, sub) references users (user_pool_id, sub) on delete cascade
);
create index devices_that_are_remembered on devices (user_pool_id, sub, device_key) where remembered = 1;
create index devices_by_use on devices (user_pool_id, sub, authenticated_at, device_key);
