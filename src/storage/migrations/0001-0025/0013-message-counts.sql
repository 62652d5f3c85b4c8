-- How many messages each user, recipient and source address has had; a subject is a digest of one of these. From
-- ends_at on the count is void.
create table message_counts (
  subject {{text}} primary key,
  ends_at {{bigint}} not null,
  messages {{bigint}} not null
);
create index message_counts_by_end on message_counts (ends_at);
