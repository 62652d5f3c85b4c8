-- Another one with each password that the user is given, never used before. Empty where the user was given none since
-- this column came.
alter table user_credentials add column password_revision {{text}} not null default '';

-- To which contact a code went, and which password the user had then: with another of either it is worth nothing. The
-- codes of before say neither, so users ask for new ones.
delete from verification_codes;
alter table verification_codes add column contact {{text}} not null default '';
alter table verification_codes add column password_revision {{text}} not null default '';
