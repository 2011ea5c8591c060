package users.db.development;

import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a migration for what it must not do. */
final class MigrationReview {

    private static final Pattern FIRST_COMMENT = Pattern.compile("\\A(--[^\\n]*\\n?)*");
    private static final Pattern NEW_TABLE = Pattern.compile("\\bcreate table (?:if not exists )?([\\w.]+)");
    private static final Pattern TABLE = Pattern.compile(
            "^alter table (?:if exists )?(?:only )?([\\w.]+)|\\bindex\\b.*? on (?:only )?([\\w.]+)|^(?:update|delete from) ([\\w.]+)");

    private MigrationReview() {}

    /** A line for each statement that breaks a rule, with its file, itself and what to do instead. */
    static List<String> findings(String file, String sql) {
        var comment =
                FIRST_COMMENT.matcher(sql).results().map(MatchResult::group).collect(Collectors.joining());
        var statements = SqlStatements.of(sql);
        var newTables = statements.stream()
                .flatMap(statement -> NEW_TABLE.matcher(statement).results())
                .map(table -> table.group(1))
                .collect(Collectors.toSet());
        var onOldTables = statements.stream()
                .filter(statement -> newTables.stream().noneMatch(tables(statement)::contains))
                .toList();
        return Stream.of(
                        onOldTables.stream()
                                .flatMap(statement -> Stream.of(MigrationRule.values())
                                        .filter(rule -> rule.isBroken(comment, statement))
                                        .map(rule -> finding(file, statement, rule.instead()))),
                        validatedAtOnce(file, statements),
                        secondTables(file, onOldTables))
                .flatMap(findings -> findings)
                .toList();
    }

    private static String finding(String file, String statement, String instead) {
        return "%s: `%s`: %s".formatted(file, statement, instead);
    }

    private static List<String> tables(String statement) {
        return TABLE.matcher(statement)
                .results()
                .flatMap(table -> Stream.of(table.group(1), table.group(2), table.group(3)))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The lock that adding a constraint takes is kept until the end of the migration. */
    private static Stream<String> validatedAtOnce(String file, List<String> statements) {
        var addsOne = statements.stream().anyMatch(statement -> statement.contains("not valid"));
        return statements.stream()
                .filter(statement -> addsOne && statement.contains("validate constraint"))
                .map(statement -> finding(
                        file, statement, "nobody can use the table meanwhile: validate it in the next migration"));
    }

    /** Nor is a lock given back while the next one is waited for, perhaps for a call that waits for the first. */
    private static Stream<String> secondTables(String file, List<String> statements) {
        var altered = statements.stream()
                .filter(statement -> statement.startsWith("alter table"))
                .toList();
        return altered.stream()
                .filter(statement -> !tables(statement).equals(tables(altered.getFirst())))
                .map(
                        statement -> finding(
                                file,
                                statement,
                                "nobody can use the table before while this one is waited for: alter it in a migration of its own"));
    }
}
