-- How the classic pages look, for one client or for all that have nothing of their own.
create table ui_customizations (
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  -- A client's id, or ALL.
  applies_to {{text}} not null,
  -- Null for ALL.
  client_id {{text}} references user_pool_clients (id) on delete cascade,
  css {{text}},
  image {{blob}},
  created_at {{bigint}} not null,
  modified_at {{bigint}} not null,
  primary key (user_pool_id, applies_to)
);
create index ui_customizations_by_client on ui_customizations (client_id);

-- How the pages of managed login look, for one client.
create table managed_login_brandings (
  id {{text}} primary key,
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  client_id {{text}} not null references user_pool_clients (id) on delete cascade,
  use_provided_values integer not null,
  -- Settings as JSON.
  settings {{text}},
  created_at {{bigint}} not null,
  modified_at {{bigint}} not null
);
create unique index managed_login_brandings_by_client on managed_login_brandings (client_id);
create index managed_login_brandings_by_pool on managed_login_brandings (user_pool_id, id);

create table managed_login_assets (
  branding_id {{text}} not null references managed_login_brandings (id) on delete cascade,
  -- In the order in which they are shown.
  position integer not null,
  category {{text}} not null,
  color_mode {{text}} not null,
  extension {{text}} not null,
  resource_id {{text}},
  -- The SHA-256 of the bytes in base64url.
  digest {{text}} not null,
  bytes {{blob}} not null,
  primary key (branding_id, position)
);
create index managed_login_assets_by_digest on managed_login_assets (branding_id, digest);

-- The links to the documents of clients.
create table terms (
  id {{text}} primary key,
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  client_id {{text}} not null references user_pool_clients (id) on delete cascade,
  name {{text}} not null,
  -- URLs by language as JSON.
  links {{text}} not null,
  created_at {{bigint}} not null,
  modified_at {{bigint}} not null
);
create unique index terms_by_client on terms (client_id, name);
create index terms_by_pool on terms (user_pool_id, id);
