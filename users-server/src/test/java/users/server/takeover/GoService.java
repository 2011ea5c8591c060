package users.server.takeover;

import users.server.postgres.TestDatabase;

/** A database as the Go service left it. */
public record GoService(TestDatabase database) {

    /** The columns of its table, written as an insert takes them. */
    private static final String INSERT = """
            insert into users.users (id, first_name, last_name, nickname, password, email, country, created_at, updated_at)
            """;

    /** Without users. */
    public static GoService create() {
        return create("timestamptz", "users");
    }

    static GoService create(String typeOfTimes, String schemaOfFunction) {
        var database = TestDatabase.createEmpty();
        database.run("""
                create schema users;
                create extension pgcrypto schema public;
                create table users.schema_migrations (version bigint primary key, dirty boolean not null);
                insert into users.schema_migrations values (1, false);
                create table users.users (
                  id uuid primary key default gen_random_uuid(),
                  first_name text not null,
                  last_name text not null,
                  nickname text not null,
                  password text not null,
                  email text not null unique,
                  country text not null,
                  created_at %1$s not null default now(),
                  updated_at %1$s not null default now()
                );
                create function %2$s.trigger_set_timestamp() returns trigger language plpgsql as $$
                begin
                  new.updated_at = now();
                  return new;
                end
                $$;
                create trigger set_timestamp before update on users.users
                for each row execute function %2$s.trigger_set_timestamp();
                """.formatted(typeOfTimes, schemaOfFunction));
        return new GoService(database);
    }

    /** With {@code count} users whose e-mails are {@code userN@go.test} and whose passwords are {@code password-N}. */
    public GoService fill(int count) {
        database.run(INSERT + """
                select gen_random_uuid(), 'First ' || n, 'Łast ' || n, 'nick\\' || n,
                       public.crypt('password-' || n, public.gen_salt('bf', 4)), 'User' || n || '@Go.test',
                       (array['GB', 'us', 'Ua'])[1 + n %% 3],
                       timestamp '2015-01-01 00:00:00' + n * interval '1 hour 1 second 1 microsecond',
                       timestamp '2021-01-01 00:00:00' + n * interval '1 hour 1 second 1 microsecond'
                from generate_series(1, %d) as n
                """.formatted(count));
        return this;
    }

    /** With one more, whose hash is by another implementation than ours. */
    GoService add(String id, String email) {
        database.run(INSERT + """
            values ('%s', 'Ann', 'Lee', 'annlee', public.crypt('a-test-pw', public.gen_salt('bf', 4)), '%s', 'GB',
                    '2019-03-31 01:30:00.123456+00', '2020-01-01 00:00:00+00')
            """.formatted(id, email));
        return this;
    }

    /** All that the database has: relations with their columns, what hangs on them, functions, and each row. */
    public String dump() {
        return database.ask("""
                select concat_ws(E'\\n',
                  (select string_agg(concat_ws(' ', relname, relkind, relnamespace::regnamespace, attname,
                                               format_type(atttypid, atttypmod), attnotnull), E'\\n'
                                     order by c.oid, attnum)
                   from pg_class as c left join pg_attribute on attrelid = c.oid
                   where relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace,
                                              'pg_toast'::regnamespace)),
                  (select string_agg(pg_get_constraintdef(oid), E'\\n' order by oid) from pg_constraint),
                  (select string_agg(pg_get_triggerdef(oid), E'\\n' order by oid) from pg_trigger),
                  (select string_agg(concat_ws(' ', pronamespace::regnamespace, proname), E'\\n' order by oid) from pg_proc),
                  (select string_agg(u::text, E'\\n' order by id) from users.users as u))
                """);
    }
}
