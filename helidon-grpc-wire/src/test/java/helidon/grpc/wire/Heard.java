package helidon.grpc.wire;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that a listener of the wire hears, in its order. */
final class Heard implements WireListener {

    private final List<String> events = new CopyOnWriteArrayList<>();

    List<String> events() {
        return events;
    }

    @Override
    public void opened() {
        events.add("opened");
    }

    @Override
    public void closed() {
        events.add("closed");
    }

    @Override
    public void dismissed() {
        events.add("dismissed");
    }

    @Override
    public void refused(Refusal refusal) {
        events.add("refused " + refusal);
    }
}
