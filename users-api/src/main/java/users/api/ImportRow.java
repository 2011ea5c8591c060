package users.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A user to be imported.
 *
 * @param number what the result is called by, such as a line's number
 * @param id kept by a new user; a user who is there is found by it, without one by e-mail
 * @param createTime kept by a new user, to the microsecond; empty: now
 */
public record ImportRow(
        long number, Optional<UserId> id, Profile profile, Optional<Instant> createTime, Credential credential) {

    public ImportRow {
        createTime = createTime.map(time -> time.truncatedTo(ChronoUnit.MICROS));
    }
}
