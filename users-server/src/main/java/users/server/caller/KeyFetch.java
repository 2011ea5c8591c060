package users.server.caller;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;

/** Asks an address for its keys. */
final class KeyFetch {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final int MAXIMUM_BYTES = 1024 * 1024;
    private static final Pattern MAX_AGE =
            Pattern.compile("(?:^|[\\s,])max-age=(\\d{1,9})(?:$|[\\s,])", Pattern.CASE_INSENSITIVE);
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    private final URI uri;
    private final Duration life;
    private final HttpClient client;

    /**
     * What an answer says.
     *
     * @param life how long it is good
     */
    record Answer(List<JsonWebKey> keys, Duration life) {}

    /** Why there is none. */
    static final class FailedException extends Exception {

        private static final long serialVersionUID = 1L;

        FailedException(String reason) {
            super(reason);
        }
    }

    /** @param life where an answer says nothing */
    KeyFetch(URI uri, Duration life, HttpClient.Builder client) {
        this.uri = uri;
        this.life = life;
        this.client = client.build();
    }

    /** @param headers to go with the request */
    Answer now(Map<String, String> headers) throws FailedException, InterruptedException {
        var request = HttpRequest.newBuilder(uri).header("Accept", "application/jwk-set+json, application/json");
        headers.forEach(request::header);
        var response = send(request.build());
        if (response.statusCode() != 200) {
            throw new FailedException("the status is " + response.statusCode());
        }
        try {
            var keys = JwkSet.read(response.body());
            if (keys.isEmpty()) {
                throw new FailedException("the answer has no key that is usable here");
            }
            return new Answer(keys, life(response));
        } catch (JoseException e) {
            throw new FailedException("the answer is no JWK Set (RFC 7517)");
        }
    }

    /** The client's own timeout ends with the headers, and an answer that stops behind them would be waited for for ever. */
    private HttpResponse<byte[]> send(HttpRequest request) throws FailedException, InterruptedException {
        var answer = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAXIMUM_BYTES));
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new FailedException("there was no whole answer in %d seconds".formatted(TIMEOUT.toSeconds()));
        } catch (ExecutionException e) {
            throw new FailedException(String.valueOf(e.getMessage()));
        } finally {
            answer.cancel(true);
        }
    }

    /** RFC 9111, max-age, within reason. */
    private Duration life(HttpResponse<?> response) {
        var maxAge =
                MAX_AGE.matcher(response.headers().firstValue("Cache-Control").orElse(""));
        if (!maxAge.find()) {
            return life;
        }
        var asked = Duration.ofSeconds(Long.parseLong(maxAge.group(1)));
        if (asked.compareTo(SHORTEST_LIFE) < 0) {
            return SHORTEST_LIFE;
        }
        return asked.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : asked;
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
