package users.server.caller;

import users.api.Role;

/**
 * What the holder of a client certificate may do.
 *
 * @param name the certificate's URI, or its subject as RFC 2253 has it
 */
public record CertificateRole(Role role, String name) {}
