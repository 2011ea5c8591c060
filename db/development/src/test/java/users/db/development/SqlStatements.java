package users.db.development;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes SQL apart. */
final class SqlStatements {

    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>--[^\\n]*|/\\*.*?\\*/)|(?<literal>'(?:[^']|'')*')|(?<body>\\$(\\w*)\\$.*?\\$\\4\\$)|\"[^\"]*\"|.",
            Pattern.DOTALL);

    private SqlStatements() {}

    /**
     * Its statements in lower case, without comments and literals, with one blank where any white space was. What is between
     * dollar quotes stays: it may be SQL that is run.
     */
    static List<String> of(String sql) {
        var statements = new ArrayList<String>();
        var statement = new StringBuilder();
        var tokens = TOKEN.matcher(sql);
        while (tokens.find()) {
            if (tokens.group("comment") != null) {
                statement.append(' ');
            } else if (tokens.group("literal") != null) {
                statement.append("''");
            } else if (tokens.group("body") != null) {
                statement.append(tokens.group().replaceAll("--[^\\n]*", ""));
            } else if (tokens.group().equals(";")) {
                add(statement, statements);
            } else {
                statement.append(tokens.group());
            }
        }
        add(statement, statements);
        return statements;
    }

    /** The parts of a statement between its commas, those in parentheses apart. */
    static List<String> parts(String statement) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < statement.length(); i++) {
            switch (statement.charAt(i)) {
                case '(' -> depth++;
                case ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        parts.add(statement.substring(start, i).strip());
                        start = i + 1;
                    }
                }
                default -> {
                    // It belongs to the part.
                }
            }
        }
        parts.add(statement.substring(start).strip());
        return parts;
    }

    private static void add(StringBuilder statement, List<String> statements) {
        var text = statement
                .toString()
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
        if (!text.isEmpty()) {
            statements.add(text);
        }
        statement.setLength(0);
    }
}
