-- Whenever somebody migrates, as each server does that starts. Changes that came with a dump of another cluster have
-- transaction numbers that are still to come here: watchers would meet them again and again, and they would never be
-- forgotten. What this sees and is not older than what is running can only be such.
update users.changes set xid = '0' where xid >= pg_snapshot_xmax(pg_current_snapshot());

update users.forgotten_changes
set xid = cast(cast(cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) - 1 as text) as xid8)
where xid >= pg_snapshot_xmax(pg_current_snapshot());

-- Likewise, since the connector's role (deploy/debezium/role.sql) may be there before the tables or come after them. It
-- reads users and nothing else, and writes what its heartbeat and its signals need. Who migrates may be a server that owns
-- no table, and finds nothing missing: that does not end its start.
do $$
begin
  if exists (select from pg_roles where rolname = 'users_connector')
      and not has_table_privilege('users_connector', 'users.event_signals', 'insert') then
    if has_table_privilege('users.event_signals', 'insert with grant option') then
      grant usage on schema users to users_connector;
      grant select on users.users to users_connector;
      grant update (time) on users.event_heartbeats to users_connector;
      grant select, insert, delete on users.event_signals to users_connector;
    else
      raise warning 'users_connector lacks what events need: migrate as the role that owns the tables';
    end if;
  end if;
end
$$;
