-- Whether labels are few and small enough; users.api.Labels has the same limits, and a change of single labels is
-- measured here.
create function users.labels_fit(labels jsonb) returns boolean language sql immutable strict parallel safe as $$
  select count(*) <= 64 and coalesce(sum(octet_length(key) + octet_length(value)), 0) <= 32768
  from jsonb_each_text(labels)
$$;

alter table users.users
  add column labels jsonb not null default '{}'
    constraint users_labels_fit check (labels = '{}' or users.labels_fit(labels)),
  add column disabled boolean not null default false,
  add column disabled_reason text collate pg_c_utf8 not null default '',
  -- Null for who has had one password, or none, from the start.
  add column password_change_time timestamptz
    constraint users_password_change_time_in_range check (
      password_change_time >= '0001-01-01 00:00:00+00' and password_change_time < '10000-01-01 00:00:00+00'),
  add constraint users_disabled_reason check (disabled or disabled_reason = ''),
  -- One row without, written by hand, would break every list that it is on, and every watch.
  add constraint users_texts_present check (
    btrim(first_name) <> '' and btrim(last_name) <> '' and btrim(nickname) <> '' and email like '_%@%_' and email_key <> '');

create or replace function users.next_version() returns trigger language plpgsql as $$
begin
  new.update_time := clock_timestamp();
  new.version := old.version + 1;
  if new.password_change_time is distinct from old.password_change_time then
    new.password_change_time := new.update_time;
  end if;
  return new;
end
$$;

alter table users.deleted_users
  add column labels jsonb not null default '{}',
  add column disabled boolean not null default false,
  add column disabled_reason text collate pg_c_utf8 not null default '',
  add column password_change_time timestamptz;

create index deleted_users_delete_time on users.deleted_users (delete_time);

-- Calls with a request_id that were done, for as long as they may be repeated (AIP-155). Nothing in it tells who a user
-- is: the fingerprint is keyed, and a hash is as good as the one in users.passwords.
create table users.requests (
  actor text collate pg_c_utf8 not null,
  method text collate pg_c_utf8 not null,
  request_id uuid not null,
  user_id uuid not null,
  fingerprint bytea not null,
  -- Of the password that came with the call; null where none did.
  hash text collate pg_c_utf8,
  create_time timestamptz not null default now(),
  primary key (actor, method, request_id)
);

create index requests_create_time on users.requests (create_time);
create index requests_user_id on users.requests (user_id);

-- Wrong passwords in a row, by a keyed hash of the id or e-mail that came with them, known or not.
create table users.throttles (
  key bytea primary key,
  failures integer not null,
  -- Checks that have begun and not ended; those of a server that died count until then.
  checks integer not null,
  checks_until timestamptz not null,
  blocked_until timestamptz not null default '-infinity',
  update_time timestamptz not null default now()
);

create index throttles_update_time on users.throttles (update_time);

-- What has happened to users. Outside every publication: events are made of users.users itself.
create table users.changes (
  position bigint generated always as identity primary key,
  -- Readers take what their last snapshot did not show, since rows of one position after another are not committed in
  -- that order.
  xid xid8 not null default pg_current_xact_id(),
  user_id uuid not null,
  version bigint not null,
  kind text collate pg_c_utf8 not null
    constraint changes_kind check (kind in ('CREATED', 'UPDATED', 'DELETED', 'UNDELETED', 'PURGED')),
  -- The rows; null where there was none, and in both once the user is purged.
  before jsonb,
  after jsonb,
  actor text collate pg_c_utf8 not null,
  time timestamptz not null default clock_timestamp()
);

-- With the position in it, where a watcher goes on is found in the index alone.
create index changes_xid_position on users.changes (xid, position);
create index changes_user_id_position on users.changes (user_id, position);

-- The newest transaction of which changes were deleted for their age: who had not seen it by then has missed some.
create table users.forgotten_changes (
  xid xid8 not null
);
insert into users.forgotten_changes values ('0');

-- Whoever changes a user, by a statement of the server or by hand, leaves a change. A row that comes with a higher
-- version than 1 comes out of the recycle bin. Times in the rows are in UTC, whatever the session's zone.
create function users.record_changes() returns trigger language plpgsql set timezone = 'UTC' as $$
declare
  caller text := coalesce(nullif(current_setting('users.actor', true), ''), session_user);
begin
  case tg_op
    when 'INSERT' then
      insert into users.changes (user_id, version, kind, after, actor)
      select id, version, case version when 1 then 'CREATED' else 'UNDELETED' end, to_jsonb(new_users), caller
      from new_users;
    when 'UPDATE' then
      insert into users.changes (user_id, version, kind, before, after, actor)
      select n.id, n.version, 'UPDATED', to_jsonb(o), to_jsonb(n), caller
      from new_users as n join old_users as o using (id);
    when 'DELETE' then
      insert into users.changes (user_id, version, kind, before, actor)
      select id, version, 'DELETED', to_jsonb(old_users), caller
      from old_users;
  end case;
  return null;
end
$$;

create trigger users_created after insert on users.users
referencing new table as new_users
for each statement execute function users.record_changes();

create trigger users_updated after update on users.users
referencing old table as old_users new table as new_users
for each statement execute function users.record_changes();

create trigger users_deleted after delete on users.users
referencing old table as old_users
for each statement execute function users.record_changes();
