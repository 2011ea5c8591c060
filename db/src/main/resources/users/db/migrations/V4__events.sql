-- Events: Debezium reads what happens to users.users out of PostgreSQL's own log, so what is committed is what is
-- published. Its role has SELECT on that table alone, and this publication names it: no hash is where it could look.

-- The connector writes here in its heartbeat. That moves its replication slot on while no user changes, or PostgreSQL
-- would keep the log of all that others write; and the row tells when the connector was last alive.
create table users.event_heartbeats (
  id boolean primary key default true constraint event_heartbeats_one_row check (id),
  -- Null before the first one.
  time timestamptz
);
insert into users.event_heartbeats default values;

-- A row in it asks the connector for something, such as a snapshot beside the stream. Debezium prescribes the columns.
create table users.event_signals (
  id text collate pg_c_utf8 primary key,
  type text collate pg_c_utf8 not null,
  data text collate pg_c_utf8
);

-- The first heartbeat asks for an image of all users who are there (r events), in portions beside the stream: it goes on
-- where it was when the connector is killed. Debezium's other way, one image before the stream, begins anew then, and
-- nobody would learn of those who were deleted in between.
create function users.ask_for_image() returns trigger language plpgsql as $$
begin
  insert into users.event_signals values (
    gen_random_uuid(), 'execute-snapshot', '{"type": "incremental", "data-collections": ["users.users"]}');
  return null;
end
$$;

create trigger event_heartbeats_first after update on users.event_heartbeats
for each row when (old.time is null and new.time is not null) execute function users.ask_for_image();

-- The connector does not make it itself: then it would have to own the tables. Where only an administrator may, the
-- service works without, and so do events once it is there.
do $$
begin
  if has_database_privilege(current_database(), 'create') then
    -- One is left where the schema was dropped.
    drop publication if exists users_events;
    create publication users_events for table users.users, users.event_heartbeats, users.event_signals;
  else
    raise warning 'events need what an administrator may do: create publication users_events for table users.users, users.event_heartbeats, users.event_signals';
  end if;
end
$$;
