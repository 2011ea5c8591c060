alter table users.deleted_users
  add column phone text collate pg_c_utf8 not null default '',
  add column sign_in_time timestamptz;
