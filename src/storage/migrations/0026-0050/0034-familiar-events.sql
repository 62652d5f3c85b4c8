-- 1 for events from where later sign-ins of the user are expected (isFamiliar in auth-event.ts), else 0.
alter table auth_events add column familiar integer not null default 0;
create index auth_events_by_familiarity on auth_events (user_pool_id, sub, familiar, created_at);
