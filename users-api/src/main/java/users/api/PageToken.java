package users.api;

/** Where a list goes on (AIP-158); opaque to all but the server that made it. */
public record PageToken(String value) {}
