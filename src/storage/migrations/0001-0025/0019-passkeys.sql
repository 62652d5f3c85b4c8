create table passkeys (
  user_pool_id {{text}} not null,
  sub {{text}} not null,
  -- In base64url.
  credential_id {{text}} not null,
  relying_party_id {{text}} not null,
  -- A COSE_Key.
  public_key {{blob}} not null,
  counter {{bigint}} not null,
  is_backup_eligible integer not null,
  is_backed_up integer not null,
  attachment {{text}},
  -- A JSON array.
  transports {{text}} not null,
  aaguid {{text}} not null,
  friendly_name {{text}} not null,
  created_at {{bigint}} not null,
  primary key (user_pool_id, sub, credential_id),
  foreign key (user_pool_id, sub) references users (user_pool_id, sub) on delete cascade
);
-- A credential belongs to one user of a pool (WebAuthn Level 3, 7.1).
create unique index passkeys_by_credential on passkeys (user_pool_id, credential_id);

-- The registration that a user has begun: a later one takes its place.
create table passkey_registrations (
  user_pool_id {{text}} not null,
  sub {{text}} not null,
  client_id {{text}} not null,
  challenge_digest {{blob}} not null,
  expires_at {{bigint}} not null,
  primary key (user_pool_id, sub),
  foreign key (user_pool_id, sub) references users (user_pool_id, sub) on delete cascade
);
create index passkey_registrations_by_expiry on passkey_registrations (expires_at);
