-- Counts the messages of one millisecond in the order in which they came. Earlier ones have none.
alter table inbox_messages add column ordinal {{bigint}};
