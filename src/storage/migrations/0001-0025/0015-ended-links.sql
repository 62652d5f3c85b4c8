-- A finished move asks its old pool no more; the link stays until it is forgotten, so that finishing can be undone.
alter table former_pools add column ended_at {{bigint}};
