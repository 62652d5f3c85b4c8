create table user_import_jobs (
  user_pool_id {{text}} not null references user_pools (id) on delete cascade,
  id {{text}} not null,
  name {{text}} not null,
  status {{text}} not null,
  password_hashing_algorithm {{text}},
  cloud_watch_logs_role_arn {{text}} not null,
  created_at {{bigint}} not null,
  started_at {{bigint}},
  completed_at {{bigint}},
  completion_message {{text}},
  imported_users integer not null,
  skipped_users integer not null,
  failed_users integer not null,
  -- Names the chunks of the file that was uploaded last, and in full.
  upload_id {{text}},
  -- Where the first row begins that has no outcome yet.
  next_byte {{bigint}} not null,
  next_line {{bigint}} not null,
  primary key (user_pool_id, id)
);
create unique index user_import_jobs_by_id on user_import_jobs (id);
create index user_import_jobs_by_creation on user_import_jobs (user_pool_id, created_at, id);
create index user_import_jobs_never_started on user_import_jobs (created_at, id) where status = 'Created';

-- The one job of a region that is under way, and the process that works on it for as long as it says so.
create table user_import_turns (
  region {{text}} primary key,
  user_pool_id {{text}} not null,
  job_id {{text}} not null,
  holder {{text}},
  held_until {{bigint}} not null,
  foreign key (user_pool_id, job_id) references user_import_jobs (user_pool_id, id) on delete cascade
);
create unique index user_import_turns_by_job on user_import_turns (user_pool_id, job_id);

-- Uploaded files, in pieces of one size. They hold personal data and hashes of passwords.
create table user_import_chunks (
  user_pool_id {{text}} not null,
  job_id {{text}} not null,
  upload_id {{text}} not null,
  number integer not null,
  sealed_bytes {{blob}} not null,
  primary key (user_pool_id, job_id, upload_id, number),
  foreign key (user_pool_id, job_id) references user_import_jobs (user_pool_id, id) on delete cascade
);

-- What became of each row: the lines of one batch together.
create table user_import_log_pages (
  user_pool_id {{text}} not null,
  job_id {{text}} not null,
  first_line {{bigint}} not null,
  entries {{text}} not null,
  primary key (user_pool_id, job_id, first_line),
  foreign key (user_pool_id, job_id) references user_import_jobs (user_pool_id, id) on delete cascade
);

-- A hash that an imported user brought, until the first sign-in with the password.
alter table user_credentials add column sealed_foreign_password {{blob}};
