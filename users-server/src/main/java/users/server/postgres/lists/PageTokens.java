package users.server.postgres.lists;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import users.api.PageToken;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.Violation;
import users.server.postgres.keys.Keys;
import users.server.postgres.keys.Seal;

/**
 * Page tokens: the place to go on behind, sealed for the list that they were given for. It is 16 bytes of the user's id,
 * and what the list is ordered by.
 */
final class PageTokens {

    private final Seal seal;

    PageTokens(Keys keys) {
        seal = new Seal(keys);
    }

    /**
     * Where in a list a user is.
     *
     * @param key what the list is ordered by
     */
    record Place(String key, UserId id) {}

    /** @param list all that makes it this list and no other one */
    PageToken encode(Place last, String list) {
        var orderedBy = last.key().getBytes(UTF_8);
        var place = ByteBuffer.allocate(2 * Long.BYTES + orderedBy.length)
                .putLong(last.id().value().getMostSignificantBits())
                .putLong(last.id().value().getLeastSignificantBits())
                .put(orderedBy)
                .array();
        return new PageToken(seal.close(place, list));
    }

    /** @throws UserException with {@link UserError.Invalid} when no server gave this token for this list */
    Place decode(PageToken token, String list) {
        var place = seal.open(token.value(), list)
                .map(ByteBuffer::wrap)
                .orElseThrow(() -> new UserException(new UserError.Invalid(List.of(new Violation(
                        "page_token",
                        "must be the next_page_token of a page that was listed with the same filter, order_by and"
                                + " show_deleted; leave it out to start with the first page")))));
        var id = new UserId(new UUID(place.getLong(), place.getLong()));
        return new Place(UTF_8.decode(place).toString(), id);
    }
}
