package users.server.passwords;

import java.time.Duration;

/** Hears what each password took. */
@FunctionalInterface
public interface HashingListener {

    /** A password was hashed or checked, on whose thread this is called. */
    void hashed(Duration waited, Duration worked);
}
