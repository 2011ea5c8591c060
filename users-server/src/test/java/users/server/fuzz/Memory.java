package users.server.fuzz;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Texts and requests of earlier calls, the last of each kind, so that later calls can build on them. */
final class Memory {

    private static final int CAPACITY = 64;
    private static final int LONGEST = 16 * 1024;
    /** Fields whose texts are good elsewhere, by the names under which they come and are needed. */
    private static final Map<String, String> KINDS = Map.of(
            "id", "id",
            "missing_ids", "id",
            "email", "email",
            "etag", "etag",
            "next_page_token", "page_token",
            "resume_token", "resume_token");

    private final Map<String, Ring<String>> texts = new HashMap<>();
    private final Ring<Sent> requests = new Ring<>();
    private final Set<String> untouchable = new HashSet<>();

    @SuppressWarnings("ArrayRecordComponent") // None is ever compared.
    record Sent(Rpc rpc, byte[] bytes) {}

    /** Never names somebody with this id or e-mail again. */
    void spare(String text) {
        untouchable.add(text);
    }

    void learn(Rpc rpc, byte[] request) {
        if (request.length <= LONGEST) {
            requests.add(new Sent(rpc, request));
        }
    }

    void learn(Message answer) {
        answer.getAllFields().forEach(this::learn);
    }

    private void learn(FieldDescriptor field, Object value) {
        switch (value) {
            case List<?> list -> list.forEach(element -> learn(field, element));
            case Message message -> learn(message);
            case String text
            when KINDS.containsKey(field.getName()) && !untouchable.contains(text) ->
                texts.computeIfAbsent(KINDS.get(field.getName()), kind -> new Ring<>())
                        .add(text);
            default -> {
                // Good for nothing else.
            }
        }
    }

    /** Of a field of that name. */
    Optional<String> text(String name, Random random) {
        return Optional.ofNullable(texts.get(name)).flatMap(ring -> ring.any(random));
    }

    Optional<Sent> request(Random random) {
        return requests.any(random);
    }

    private static final class Ring<T> {

        private final List<T> elements = new ArrayList<>();
        private int next;

        void add(T element) {
            if (elements.size() < CAPACITY) {
                elements.add(element);
            } else {
                elements.set(next++ % CAPACITY, element);
            }
        }

        Optional<T> any(Random random) {
            return elements.isEmpty() ? Optional.empty() : Optional.of(elements.get(random.nextInt(elements.size())));
        }
    }
}
