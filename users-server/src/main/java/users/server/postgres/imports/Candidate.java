package users.server.postgres.imports;

import users.api.ImportRow;
import users.api.UserId;

/**
 * A row of an import with what it is compared by.
 *
 * @param position among the rows of its batch
 * @param newId what its user has if it is new
 * @param emailKey of its user's e-mail
 */
record Candidate(int position, ImportRow row, UserId newId, String emailKey) {}
