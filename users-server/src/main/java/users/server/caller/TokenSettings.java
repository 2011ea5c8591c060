package users.server.caller;

/**
 * Which tokens name callers.
 *
 * @param keys where the issuer's keys are had from
 * @param issuer as in their {@code iss}
 * @param audience one of their {@code aud}
 * @param rolesClaim the claim with the caller's roles, or the path to it with dots
 */
public record TokenSettings(KeySource keys, String issuer, String audience, String rolesClaim) {}
