package users.api.grpc;

import java.util.Optional;
import users.api.ResumeToken;
import users.api.filter.Filter;

/** A watch that was asked for, as {@link users.api.Users#watch} takes it. */
public record WatchRequest(Filter filter, Optional<ResumeToken> resume) {}
