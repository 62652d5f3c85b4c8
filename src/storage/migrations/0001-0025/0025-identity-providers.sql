create table identity_providers (
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  name {{text}} not null,
  type {{text}} not null,
  -- JSON: what the owner gave, which includes secrets, and the key that opens encrypted assertions.
  sealed_details {{blob}} not null,
  -- JSON objects.
  attribute_mapping {{text}} not null,
  acr_mapping {{text}},
  -- Of SAML providers: what is used of their metadata, as a JSON object.
  saml_metadata {{text}},
  metadata_read_at {{bigint}},
  created_at {{bigint}} not null,
  modified_at {{bigint}} not null,
  primary key (user_pool_id, name)
);

create table identity_provider_identifiers (
  user_pool_id {{text}} not null,
  identifier {{text}} not null,
  name {{text}} not null,
  position integer not null,
  primary key (user_pool_id, identifier),
  foreign key (user_pool_id, name) references identity_providers (user_pool_id, name) on delete cascade
);
create index identity_provider_identifiers_by_provider on identity_provider_identifiers (user_pool_id, name, position);

-- What a pool signs its SAML requests with.
create table saml_signing_keys (
  user_pool_id {{text}} not null primary key references user_pools (id) on delete cascade,
  -- PEM, PKCS #8.
  sealed_private_key {{blob}} not null,
  certificate {{text}} not null,
  certified_at {{bigint}} not null
);
