package users.api.grpc;

import users.api.WriteOptions;

/**
 * A request for a write.
 *
 * @param subject what is to be written
 */
public record WriteRequest<T>(T subject, WriteOptions options) {}
