package users.server.contract;

import java.util.List;

/** Texts that would be run if they ever became a part of a statement, a format or a look-up. */
public final class Injections {

    public static final List<String> TEXTS = List.of(
            "' or '1'='1",
            "'; drop table users.users; --",
            "'); delete from users.passwords; --",
            "\"; drop schema users cascade; --",
            "' union select hash from users.passwords --",
            "'||pg_sleep(30)||'",
            "$$; select pg_terminate_backend(pg_backend_pid()); $$",
            "1; truncate users.changes",
            "/* */ or 1=1 --",
            "\\' or 1=1 --",
            "' and extractvalue(1, concat(0x7e, version())) --",
            "${jndi:ldap://127.0.0.1/a}",
            ":id",
            "$1",
            "?",
            "{{7*7}}",
            "%s%n%d",
            "%' or 1=1 escape '%",
            "E'\\x27'",
            "U&'\\0027'",
            "COPY users.users TO PROGRAM 'id'",
            "admin'/*",
            "_%*",
            "a\\");

    /** The local part of an e-mail allows fewer characters. */
    static final List<String> LOCAL_PARTS = List.of(
            "'or'1'='1",
            "o'neil",
            "'--",
            "a'||'b",
            "/**/or/**/1=1--",
            "%'or'1'like'1",
            "$1",
            "?",
            "${x}",
            "_%*",
            "`id`");

    private Injections() {}
}
