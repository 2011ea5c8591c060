package users.server.caller;

import java.util.List;
import java.util.Optional;

/**
 * Who may call.
 *
 * @param tokens empty: no token is taken
 * @param certificateRoles which client certificates have which roles; empty: their subjects say so themselves
 */
public record CallerSettings(Optional<TokenSettings> tokens, List<CertificateRole> certificateRoles) {}
