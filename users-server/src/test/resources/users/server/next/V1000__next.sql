-- What a next version might add, by the rules of CONTRIBUTING.
alter table users.users
  add column phone text collate pg_c_utf8 not null default '',
  add column sign_in_time timestamptz;

alter table users.users add constraint users_phone check (phone ~ '^[0-9]*$') not valid;

create table users.teams (
  id uuid primary key,
  name text collate pg_c_utf8 not null
);

create index teams_name on users.teams (name);

create or replace function users.next_version() returns trigger language plpgsql as $$
begin
  new.update_time := clock_timestamp();
  new.version := old.version + 1;
  if new.password_change_time is distinct from old.password_change_time then
    new.password_change_time := new.update_time;
  end if;
  new.sign_in_time := coalesce(new.sign_in_time, old.sign_in_time);
  return new;
end
$$;
