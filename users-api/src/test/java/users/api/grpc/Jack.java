package users.api.grpc;

import java.time.Instant;
import java.util.Optional;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.User;
import users.api.UserId;

/** One user, as a record and as a message. */
final class Jack {

    static final UserId ID = UserId.parse("0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e");
    static final Profile PROFILE = new Profile(
            new PersonName("Jack"),
            new PersonName("Hughes"),
            new Nickname("jack-hughes"),
            new Email("jack@test.com"),
            new CountryCode("GB"));
    static final User JACK = new User(
            ID,
            PROFILE,
            Instant.parse("2026-01-02T03:04:05.000006Z"),
            Instant.parse("2026-02-03T04:05:06.000007Z"),
            Optional.empty(),
            new Etag(3),
            Optional.empty());

    /** What a client sends of him. */
    static final users.v1.User PROFILE_MESSAGE = users.v1.User.newBuilder()
            .setFirstName("Jack")
            .setLastName("Hughes")
            .setNickname("jack-hughes")
            .setEmail("jack@test.com")
            .setCountry("GB")
            .build();

    private Jack() {}
}
