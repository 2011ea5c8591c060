package users.api;

import java.util.Optional;

/**
 * How a write is done.
 *
 * @param requestId stands for the call: for 24 hours the same call with the same id is not done again, and answers with
 *     the user as it is now (AIP-155)
 * @param validateOnly whether to check everything and write nothing (AIP-163)
 */
public record WriteOptions(Optional<RequestId> requestId, boolean validateOnly) {

    /** Done whenever it is called. */
    public static final WriteOptions NONE = new WriteOptions(Optional.empty(), false);
}
