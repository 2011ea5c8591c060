package users.shell.output;

import static users.shell.output.Column.COUNTRY;
import static users.shell.output.Column.CREATED;
import static users.shell.output.Column.DELETED;
import static users.shell.output.Column.EMAIL;
import static users.shell.output.Column.FIRST_NAME;
import static users.shell.output.Column.ID;
import static users.shell.output.Column.LAST_NAME;
import static users.shell.output.Column.NICKNAME;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import users.api.User;

/**
 * Which columns a table has and how wide they are.
 *
 * @param widths by column, in the order of the table
 */
record Layout(Map<Column, Integer> widths) {

    static final int GAP = 2;

    /** The fullest first: the first one that fits is taken. A user can be named by e-mail, so that the id may go. */
    private static final List<List<Column>> CHOICES = List.of(
            List.of(ID, EMAIL, FIRST_NAME, LAST_NAME, NICKNAME, COUNTRY, CREATED),
            List.of(ID, EMAIL, FIRST_NAME, LAST_NAME, NICKNAME, COUNTRY),
            List.of(ID, EMAIL, FIRST_NAME, LAST_NAME, COUNTRY),
            List.of(ID, EMAIL, FIRST_NAME, LAST_NAME),
            List.of(EMAIL, FIRST_NAME, LAST_NAME, NICKNAME, COUNTRY),
            List.of(EMAIL, FIRST_NAME, LAST_NAME),
            List.of(EMAIL));

    /** The same where deleted users may be. By e-mail none of them can be named once another user has it. */
    private static final List<List<Column>> CHOICES_WITH_DELETED = List.of(
            List.of(ID, EMAIL, FIRST_NAME, LAST_NAME, NICKNAME, COUNTRY, CREATED, DELETED),
            List.of(ID, EMAIL, FIRST_NAME, LAST_NAME, NICKNAME, COUNTRY, DELETED),
            List.of(ID, EMAIL, FIRST_NAME, LAST_NAME, COUNTRY, DELETED),
            List.of(ID, EMAIL, FIRST_NAME, LAST_NAME, DELETED),
            List.of(ID, EMAIL, DELETED),
            List.of(EMAIL, FIRST_NAME, LAST_NAME, DELETED),
            List.of(EMAIL, DELETED));

    /**
     * The layout for these users on a screen of so many columns.
     *
     * @param showDeleted whether deleted users may be among them
     */
    static Layout fitting(List<User> users, int screen, boolean showDeleted) {
        for (var columns : showDeleted ? CHOICES_WITH_DELETED : CHOICES) {
            var widths = new EnumMap<Column, Integer>(Column.class);
            columns.forEach(column -> widths.put(column, naturalWidth(column, users)));
            if (shrink(widths, screen)) {
                return new Layout(widths);
            }
        }
        return new Layout(Map.of(EMAIL, Math.max(1, screen)));
    }

    private static int naturalWidth(Column column, List<User> users) {
        int values = users.stream()
                .mapToInt(user -> DisplayText.width(column.value(user)))
                .max()
                .orElse(0);
        return Math.max(column.title().length(), values);
    }

    /** Takes from the widest column until all fit; false when none can give any more. */
    private static boolean shrink(Map<Column, Integer> widths, int screen) {
        int tooMuch = widths.values().stream().mapToInt(width -> width + GAP).sum() - GAP - screen;
        while (tooMuch > 0) {
            var widest = widths.entrySet().stream()
                    .filter(entry -> entry.getValue() > entry.getKey().leastWidth())
                    .max(Map.Entry.comparingByValue());
            if (widest.isEmpty()) {
                return false;
            }
            widest.get().setValue(widest.get().getValue() - 1);
            tooMuch--;
        }
        return true;
    }
}
