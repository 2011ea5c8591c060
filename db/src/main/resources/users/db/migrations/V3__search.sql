-- What lists are filtered and ordered by. Each index costs every write, so each has a comparison or an order that nothing
-- else serves. Text is folded by lower() under pg_c_utf8, which is what the server does.

-- Contains. Where only an administrator may create the extension it is there already, in whatever schema it was put.
create extension if not exists pg_trgm with schema users;

-- The orders of a list. These also serve comparisons and, since pg_c_utf8 is the order of bytes, prefixes.
create index users_create_time_id on users.users (create_time, id);
create index users_update_time_id on users.users (update_time, id);
create index users_first_name_id on users.users (first_name, id);
create index users_last_name_id on users.users (last_name, id);
create index users_nickname_id on users.users (nickname, id);

-- Few users are.
create index users_disabled on users.users (create_time, id) where disabled;

-- The recycle bin is listed in the same orders.
create index deleted_users_create_time_id on users.deleted_users (create_time, id);
create index deleted_users_update_time_id on users.deleted_users (update_time, id);
create index deleted_users_first_name_id on users.deleted_users (first_name, id);
create index deleted_users_last_name_id on users.deleted_users (last_name, id);
create index deleted_users_nickname_id on users.deleted_users (nickname, id);
create index deleted_users_country_id on users.deleted_users (country, id);
create index deleted_users_disabled on users.deleted_users (create_time, id) where disabled;

-- One index for all that is looked for inside a text or the labels: GIN takes any subset of its columns, and one list of
-- pending entries is cheaper to write than six. The labels stand in it twice: by key and value, and as text.
do $$
declare
  class text := (
    select quote_ident(n.nspname) || '.gin_trgm_ops'
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_trgm');
  name text;
begin
  foreach name in array array['users', 'deleted_users'] loop
    execute format(
      'create index %1$I on users.%2$I using gin (
         lower(first_name) %3$s, lower(last_name) %3$s, lower(nickname) %3$s, lower(email) %3$s,
         labels, lower(cast(labels as text) collate pg_c_utf8) %3$s)',
      name || '_search', name, class);
  end loop;
end
$$;
