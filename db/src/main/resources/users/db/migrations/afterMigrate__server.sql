-- Where migrations have a role of their own, the server's role is granted what it needs and no more, on tables that were
-- made just now, too.
select set_config('users.server', '${server}', false);

do $$
declare
  server text := current_setting('users.server');
  missing record;
begin
  if server = '' then
    return;
  end if;
  -- Servers that start at once would be in each other's way.
  perform pg_advisory_xact_lock(hashtextextended('users: what the server is granted', 0));
  for missing in
    select privilege, kind, name
    from (
      select 'usage' as privilege, 'schema' as kind, 'users' as name, nspowner as owner,
             has_schema_privilege(server, oid, 'usage') as there
      from pg_namespace
      where nspname = 'users'
      union all
      select privilege, 'table', cast(cast(oid as regclass) as text), relowner,
             has_table_privilege(server, oid, privilege)
      from pg_class
      cross join lateral unnest(
        case
          -- What is there; Debezium's own; golang-migrate's, where the Go service was.
          when relname in ('flyway_schema_history', 'event_heartbeats') then array['select']
          when relname not in ('event_signals', 'schema_migrations') then array['select', 'insert', 'update', 'delete']
        end) as privilege
      where relnamespace = cast('users' as regnamespace) and relkind in ('r', 'p')
      union all
      select 'execute', 'function', cast(cast(oid as regprocedure) as text), proowner,
             has_function_privilege(server, oid, 'execute')
      from pg_proc
      where pronamespace = cast('users' as regnamespace)
    ) as needed
    where not there and pg_has_role(owner, 'usage')
  loop
    execute format('grant %s on %s %s to %I', missing.privilege, missing.kind, missing.name, server);
  end loop;
end
$$;
