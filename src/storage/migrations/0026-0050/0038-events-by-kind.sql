-- Pages of a user's events are merged from those of each kind, so that an event is in one index less.
create index auth_events_by_kind on auth_events (user_pool_id, sub, familiar, created_at, id);
drop index auth_events_by_familiarity;
drop index auth_events_by_user;
