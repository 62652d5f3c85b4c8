-- A browser's session as users and administrators see it (an SsoSession), in pools that track sessions.
alter table browser_sessions add column sso_id {{text}};
alter table browser_sessions add column client_id {{text}};
alter table browser_sessions add column last_active_at {{bigint}};
alter table browser_sessions add column device_type {{text}};
alter table browser_sessions add column ip_address {{text}};
-- The browser's session that a sign-in came through: its sso_id.
alter table token_families add column origin_session_id {{text}};
