package users.db.development;

import java.util.regex.Pattern;

/**
 * What a migration must not do, since servers of the version before go on beside the new schema, and calls go on while it
 * is applied.
 */
enum MigrationRule {
    DROP("\\bdrop\\b", Excuse.CONTRACT, "servers of before still need it: leave it until no released version does"),
    RENAME(
            "\\brename\\b",
            Excuse.CONTRACT,
            "servers of before still need the old name: add the new one beside it, and drop the old one later"),
    TYPE(
            "\\balter (column )?\\S+ (set data )?type\\b",
            Excuse.CONTRACT,
            "servers of before still need the old type, and the table may be rewritten: add a column of the new type"),
    NOT_NULL(
            "\\bset not null\\b",
            Excuse.CONTRACT,
            "servers of before may still leave it out: add a default first, and this once no released version does"),
    NEW_NOT_NULL(
            "\\badd (?!constraint\\b)(?!.*\\b(default|generated)\\b).*\\bnot null\\b",
            Excuse.CONTRACT,
            "servers of before leave it out: give it a default"),
    TAKEN_AWAY(
            "\\btruncate\\b|\\brevoke\\b|\\bset schema\\b",
            Excuse.CONTRACT,
            "servers of before still need what it takes away: leave it until no released version does"),
    CONSTRAINT(
            "\\badd\\b(?!.*\\bnot valid\\b).*\\b(check|references|foreign key|unique|primary key|exclude)\\b",
            Excuse.LOCKS,
            "all rows are checked while nobody can use the table: add the constraint by itself and not valid, and"
                    + " validate it in the next migration"),
    INDEX(
            "\\bcreate (unique )?index\\b(?!.*\\bconcurrently\\b)",
            Excuse.LOCKS,
            "nobody can write while it is made: on a large table an administrator makes it with create index"
                    + " concurrently before, and the migration says if not exists"),
    DEFAULT(
            "\\badd\\b.*\\b(generated\\b|default (?!now\\(\\))[\\w.]+\\()",
            Excuse.LOCKS,
            "the table is rewritten while nobody can use it: take a constant as default"),
    ROWS(
            "^(with\\b.*)?\\b(update|delete from|merge into) [\\w.]+",
            Excuse.LOCKS,
            "calls wait for rows that it changes until all are: let the server change them a few at a time"),
    CONCURRENTLY(
            "\\bconcurrently\\b",
            Excuse.NONE,
            "a migration is a transaction, in which that cannot be: let an administrator run it before");

    /** What a file may say in its first comment, so that the statements about what it names are let through. */
    enum Excuse {
        CONTRACT(
                "-- contract: nothing since VERSION needs NAME",
                "contract: nothing since \\d+\\.\\d+(?:\\.\\d+)? needs"),
        LOCKS("-- locks: NAME and why nobody waits for it, such as how few rows it has", "locks:"),
        NONE("", "(?!)");

        private final String form;
        private final Pattern pattern;

        Excuse(String form, String pattern) {
            this.form = form;
            this.pattern = Pattern.compile("-- " + pattern + " ([\\w.]+)\\b");
        }

        private boolean holds(String comment, String statement) {
            return pattern.matcher(comment)
                    .results()
                    .map(found -> found.group(1))
                    .map(name -> name.substring(name.lastIndexOf('.') + 1))
                    .anyMatch(name -> statement.matches(".*\\b" + name + "\\b(?!\\.).*"));
        }
    }

    private final Pattern pattern;
    private final Excuse excuse;
    private final String instead;

    MigrationRule(String pattern, Excuse excuse, String instead) {
        this.pattern = Pattern.compile(pattern);
        this.excuse = excuse;
        this.instead = instead;
    }

    /** Whether a statement breaks it, in a file that begins with a comment. */
    boolean isBroken(String comment, String statement) {
        return SqlStatements.parts(statement).stream()
                .anyMatch(part -> pattern.matcher(part).find() && !excuse.holds(comment, statement));
    }

    /** What to do instead. */
    String instead() {
        return excuse == Excuse.NONE ? instead : "%s; or say in the first comment: %s".formatted(instead, excuse.form);
    }
}
