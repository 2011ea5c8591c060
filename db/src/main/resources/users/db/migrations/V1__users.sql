-- Who the users are. Text is ordered by pg_c_utf8, which is built into PostgreSQL: no upgrade of the operating system
-- changes its order under an index.
create table users.users (
  id uuid primary key,
  first_name text collate pg_c_utf8 not null,
  last_name text collate pg_c_utf8 not null,
  nickname text collate pg_c_utf8 not null,
  email text collate pg_c_utf8 not null,
  -- What uniqueness and look-up compare; made by the server, so that no collation has a say in who is who.
  email_key text collate pg_c_utf8 not null constraint users_email_key_unique unique,
  country text collate pg_c_utf8 not null constraint users_country_code check (country ~ '^[A-Z]{2}$'),
  create_time timestamptz not null default now(),
  update_time timestamptz not null default now(),
  -- The etag: 1 for a new user, one more with each change.
  version bigint not null default 1,
  -- What a google.protobuf.Timestamp can hold. One row beyond would break every list that it is on.
  constraint users_times_in_range check (
    create_time >= '0001-01-01 00:00:00+00' and create_time < '10000-01-01 00:00:00+00'
    and update_time >= '0001-01-01 00:00:00+00' and update_time < '10000-01-01 00:00:00+00')
);

create index users_country_id on users.users (country, id);

-- Each change of a row is an event with the row as it was before.
alter table users.users replica identity full;

create function users.next_version() returns trigger language plpgsql as $$
begin
  new.update_time := clock_timestamp();
  new.version := old.version + 1;
  return new;
end
$$;

create trigger users_next_version before update on users.users
for each row execute function users.next_version();

-- A table of its own, so that no read of a user and no event can carry a hash. No foreign key: the hash stays while its
-- user is in the recycle bin.
create table users.passwords (
  user_id uuid primary key,
  -- In PHC form: algorithm, parameters, salt and hash in one string.
  hash text collate pg_c_utf8 not null,
  set_time timestamptz not null default now()
);

-- The recycle bin. Out of users.users, a user's e-mail is free again and no query has to leave it out.
create table users.deleted_users (
  id uuid primary key,
  first_name text collate pg_c_utf8 not null,
  last_name text collate pg_c_utf8 not null,
  nickname text collate pg_c_utf8 not null,
  email text collate pg_c_utf8 not null,
  email_key text collate pg_c_utf8 not null,
  country text collate pg_c_utf8 not null,
  create_time timestamptz not null,
  update_time timestamptz not null,
  version bigint not null,
  delete_time timestamptz not null default clock_timestamp(),
  constraint deleted_users_times_in_range check (
    create_time >= '0001-01-01 00:00:00+00' and create_time < '10000-01-01 00:00:00+00'
    and update_time >= '0001-01-01 00:00:00+00' and update_time < '10000-01-01 00:00:00+00'
    and delete_time >= '0001-01-01 00:00:00+00' and delete_time < '10000-01-01 00:00:00+00')
);

create index deleted_users_email_key on users.deleted_users (email_key, delete_time);

-- Secrets that all servers share. A new row replaces the key of its purpose; what the old one made stays readable until
-- its row is deleted.
create table users.keys (
  id bigint generated always as identity primary key,
  purpose text collate pg_c_utf8 not null,
  secret bytea not null,
  create_time timestamptz not null default now()
);
