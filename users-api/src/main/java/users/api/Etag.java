package users.api;

import java.util.regex.Pattern;

/** Stands for one version of a user (AIP-154): the number of its changes. */
public record Etag(long version) {

    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,17}");

    /** @throws InvalidValueException when no version of any user has this etag */
    public static Etag parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidValueException("must be the etag of a user that was read before");
        }
        return new Etag(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(version);
    }
}
