-- The session at a SAML provider that a browser's session came from: a digest of the provider and the NameID, and a
-- ProviderSession. Null for all others.
alter table browser_sessions add column provider_subject {{text}};
alter table browser_sessions add column sealed_provider_session {{blob}};
create index browser_sessions_by_provider_subject on browser_sessions (user_pool_id, provider_subject);
