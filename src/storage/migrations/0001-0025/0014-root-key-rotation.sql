-- The key that takes over, while everything that is sealed is being sealed anew under it.
alter table root_key add column next_fingerprint {{text}};
-- What answers about users who don't exist are derived from. It outlives the root key: if those answers changed with the
-- key, whoever asked before and after would know who exists.
alter table root_key add column sealed_decoy_secret {{blob}};

-- How far the sealing anew got: for each column the key of the last row, as a JSON array. Empty but for its time.
create table resealed_columns (
  column_name {{text}} primary key,
  position {{text}} not null
);
