package users.server.postgres.keys;

import io.helidon.dbclient.DbClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import javax.crypto.spec.SecretKeySpec;
import users.server.postgres.database.SqlFailures;
import users.server.postgres.database.Transaction;

/** The AES keys of one purpose, shared by all servers through {@code users.keys}. */
public final class Keys {

    private static final int SECRET_BYTES = 32;
    /** A key that another server made is met in a token; one that an operator added is used after this time. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final DbClient client;
    private final String purpose;
    private final SecureRandom random = new SecureRandom();
    private volatile Loaded loaded = new Loaded(new LinkedHashMap<>(), System.nanoTime() - FRESH.toNanos());

    public Keys(DbClient client, String purpose) {
        this.client = client;
        this.purpose = purpose;
    }

    /** The newest key and its id; made when there is none yet. */
    Map.Entry<Long, SecretKeySpec> newest() {
        if (!loaded.fresh() || loaded.keys().isEmpty()) {
            load();
        }
        if (loaded.keys().isEmpty()) {
            create();
            load();
        }
        return loaded.keys().firstEntry();
    }

    /** The key with an id; empty when there is none. */
    Optional<SecretKeySpec> find(long id) {
        if (!loaded.fresh() || !loaded.keys().containsKey(id)) {
            load();
        }
        return Optional.ofNullable(loaded.keys().get(id));
    }

    private void load() {
        var keys = new LinkedHashMap<Long, SecretKeySpec>();
        SqlFailures.translate(() -> client.execute()
                        .createNamedQuery("list-keys")
                        .addParam("purpose", purpose)
                        .execute()
                        .toList())
                .forEach(row -> keys.put(
                        row.column("id").get(Long.class),
                        new SecretKeySpec(row.column("secret").get(byte[].class), "AES")));
        loaded = new Loaded(keys, System.nanoTime());
    }

    private void create() {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        // One server makes it, and the others wait to see it: failed password checks are counted by a key.
        SqlFailures.translate(() -> Transaction.run(client, created -> true, transaction -> {
            transaction.createNamedGet("lock-keys").execute();
            return transaction
                    .createNamedInsert("create-first-key")
                    .addParam("purpose", purpose)
                    .addParam("secret", secret)
                    .execute();
        }));
    }

    private record Loaded(SequencedMap<Long, SecretKeySpec> keys, long nanoTime) {

        boolean fresh() {
            return System.nanoTime() - nanoTime < FRESH.toNanos();
        }
    }
}
