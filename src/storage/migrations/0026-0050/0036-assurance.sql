-- What the sign-in of a browser proved: its authentication level and methods, as JSON.
alter table browser_sessions add column assurance {{text}};
