-- In the order of their expiry, which each token carries: so they need no second index, and new ones lie together.
create table consumed_tokens_in_order (
  expires_at {{bigint}} not null,
  id {{text}} not null,
  primary key (expires_at, id)
) {{clustered}};
insert into consumed_tokens_in_order (expires_at, id) select expires_at, id from consumed_tokens;
drop table consumed_tokens;
alter table consumed_tokens_in_order rename to consumed_tokens;
