package users.server.postgres.changes;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import users.api.ResumeToken;
import users.api.UserError;
import users.api.UserException;
import users.api.Violation;
import users.api.filter.Filter;
import users.server.postgres.keys.Keys;
import users.server.postgres.keys.Seal;

/** Resume tokens: a watcher's place, sealed for its filter. */
final class ResumeTokens {

    private final Seal seal;

    ResumeTokens(Keys keys) {
        seal = new Seal(keys);
    }

    ResumeToken encode(Place place, Filter filter) {
        return new ResumeToken(seal.close(place.toString().getBytes(US_ASCII), filter.toString()));
    }

    /** @throws UserException with {@link UserError.Invalid} when no server gave this token for this filter */
    Place decode(ResumeToken token, Filter filter) {
        return seal.open(token.value(), filter.toString())
                .map(place -> Place.parse(new String(place, US_ASCII)))
                .orElseThrow(() -> new UserException(new UserError.Invalid(List.of(new Violation(
                        "resume_token",
                        "must be the resume_token of a message that was watched with the same filter; leave it out to"
                                + " watch from now")))));
    }
}
