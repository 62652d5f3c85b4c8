-- When all tokens of the user were revoked for the last time.
alter table users add column signed_out_at {{bigint}};
