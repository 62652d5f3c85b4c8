-- The identity provider through which the user of a browser signed in. Clients take the users of some only.
alter table browser_sessions add column provider {{text}};
