package users.server.postgres.lists;

import users.server.postgres.TestDatabase;

/** Users by the hundred thousand, in the proportions that make planning hard: many, some and few of each. */
final class ManyUsers {

    private static final String SECONDARY_INDEXES = """
             from pg_indexes
            where tablename in ('users', 'deleted_users') and indexname not similar to '%(pkey|unique|email_key)'
            """;

    private ManyUsers() {}

    /** As many users, and a tenth as many in the recycle bin; known to the planner. */
    static void insert(TestDatabase postgres, int count) {
        // Nobody asks for the history here, and an index is made quicker of all rows than row by row.
        var definitions = postgres.ask("select string_agg(indexdef, ';')" + SECONDARY_INDEXES);
        postgres.run(
                postgres.ask("select 'drop index ' || string_agg('users.' || indexname, ', ')" + SECONDARY_INDEXES));
        postgres.run("alter table users.users disable trigger user");
        insert(postgres, "users", "", "", 1, count);
        insert(postgres, "deleted_users", ", delete_time", ", now()", count + 1, count + count / 10);
        postgres.run("alter table users.users enable trigger user");
        postgres.run("set maintenance_work_mem = '256MB';" + definitions);
        postgres.run("vacuum analyze users.users, users.deleted_users");
    }

    private static void insert(TestDatabase postgres, String table, String column, String value, int from, int to) {
        postgres.run("""
                insert into users.%s
                  (id, first_name, last_name, nickname, email, email_key, country, labels, disabled, create_time,
                   update_time, version%s)
                select cast(lpad(to_hex(n), 12, '0') || '7000800' || right(md5(n::text), 13) as uuid),
                       (array['Ann', 'Bob', 'Cem', 'Dora', 'Eve'])[1 + n %% 5] || left(md5('f' || n), 3),
                       'Lee' || left(md5('l' || n), 4),
                       'nick' || md5('n' || n),
                       'user' || n || '@example' || n %% 100 || '.test',
                       'user' || n || '@example' || n %% 100 || '.test',
                       case when n %% 1000 = 0 then 'IS' when n %% 10 = 0 then 'FR' else 'GB' end,
                       case when n %% 5000 = 0 then '{"rare": "abc"}'
                         when n %% 10 = 0 then jsonb_build_object('team', 't' || n %% 500, 'note', left(md5('v' || n), 12))
                         else '{}' end,
                       n %% 2000 = 0,
                       timestamptz '2026-01-01 00:00:00Z' + n * interval '1 minute',
                       timestamptz '2026-01-01 00:00:00Z' + n * interval '2 minutes',
                       1%s
                from generate_series(%d, %d) as n
                """.formatted(table, column, value, from, to));
    }
}
