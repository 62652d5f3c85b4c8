-- How many requests of each second (since 1970) the nodes have taken for themselves. Worthless when it is over.
create table request_leases (
  second {{bigint}} not null,
  subject {{text}} not null,
  leased {{bigint}} not null,
  primary key (second, subject)
);

-- What UpdateProvisionedLimit set, in requests a second.
create table provisioned_limits (
  region {{text}} not null,
  category {{text}} not null,
  value {{bigint}} not null,
  modified_at {{bigint}} not null,
  primary key (region, category)
);

-- How often each address (of IPv6 the /64) has guessed passwords and codes wrong; from ends_at on the count is void.
create table address_failures (
  address {{text}} primary key,
  ends_at {{bigint}} not null,
  failures {{bigint}} not null
);
create index address_failures_by_end on address_failures (ends_at);
