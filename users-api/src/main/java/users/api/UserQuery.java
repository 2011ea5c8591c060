package users.api;

import java.util.Optional;
import users.api.filter.Filter;

/**
 * A page to be listed.
 *
 * @param showDeleted whether deleted users are listed, too (AIP-164)
 * @param pageSize 1 to 1,000
 * @param pageToken {@link UserPage#next} of the page before; empty for the first one
 */
public record UserQuery(
        Filter filter, UserOrder order, boolean showDeleted, int pageSize, Optional<PageToken> pageToken) {

    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAXIMUM_PAGE_SIZE = 1000;

    /** Those who are not deleted, oldest first. */
    public UserQuery(Filter filter, int pageSize, Optional<PageToken> pageToken) {
        this(filter, UserOrder.DEFAULT, false, pageSize, pageToken);
    }

    /** The page size for what a caller asked (AIP-158). @throws InvalidValueException when it is negative */
    public static int pageSize(int asked) {
        if (asked < 0) {
            throw new InvalidValueException("must not be negative; leave it out for " + DEFAULT_PAGE_SIZE);
        }
        return asked == 0 ? DEFAULT_PAGE_SIZE : Math.min(asked, MAXIMUM_PAGE_SIZE);
    }
}
