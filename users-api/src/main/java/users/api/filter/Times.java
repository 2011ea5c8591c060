package users.api.filter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import users.api.InvalidValueException;

/** Times as RFC 3339 writes them, and dates, which are midnight in UTC. */
final class Times {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    // Java would also take other forms, and years of five digits.
    private static final Pattern TIME =
            Pattern.compile(DATE + "[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Times() {}

    /**
     * The time, cut to the microseconds that times of users have.
     *
     * @throws InvalidValueException when it is none, or outside the years 1 to 9999 in UTC
     */
    static Instant parse(String text) {
        try {
            var time = instant(text);
            if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                return time.truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException e) {
            // A day that the calendar does not have, or a leap second, which no stored time is.
        }
        throw new InvalidValueException(
                "must be a date such as 2026-01-31 or a time such as 2026-01-31T12:00:00Z, with its"
                        + " offset, in the years 1 to 9999");
    }

    private static Instant instant(String text) {
        if (DATE.matcher(text).matches()) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (TIME.matcher(text).matches()) {
            return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
        }
        throw new DateTimeException("Neither");
    }
}
