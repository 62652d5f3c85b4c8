-- Who may sign in as a user: the identities at providers that users came from, and those that were linked to users. They
-- outlive their provider, as the users do.
create table user_identities (
  user_pool_id {{text}} not null,
  provider_name {{text}} not null,
  attribute_name {{text}} not null,
  attribute_value {{text}} not null,
  sub {{text}} not null,
  provider_type {{text}} not null,
  issuer {{text}},
  is_primary integer not null,
  created_at {{bigint}} not null,
  primary key (user_pool_id, provider_name, attribute_name, attribute_value),
  foreign key (user_pool_id, sub) references users (user_pool_id, sub) on delete cascade
);
create index user_identities_by_user on user_identities (user_pool_id, sub);
