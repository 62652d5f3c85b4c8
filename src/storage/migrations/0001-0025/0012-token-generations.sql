-- What the tokens of the current refresh token name as their origin while rotation is switched off; null before the
-- first rotation, when they name the family.
alter table token_families add column generation {{text}};
-- When the user was signed out: also ends the tokens that name another origin than the family, which revoked_at does not.
alter table token_families add column signed_out_at {{bigint}};
