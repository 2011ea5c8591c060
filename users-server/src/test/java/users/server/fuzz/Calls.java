package users.server.fuzz;

import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.grpc.Channel;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes calls, learns from their answers and holds them against the contract. */
final class Calls {

    private final Channel channel;
    private final Memory memory;
    private final Contract contract = Contract.read();
    private final Map<String, Integer> tally = new TreeMap<>();
    private int count;

    Calls(Channel channel, Memory memory) {
        this.channel = channel;
        this.memory = memory;
    }

    int count() {
        return count;
    }

    /** One request, one answer. */
    Outcome ask(Rpc rpc, Message request) {
        return make(rpc, Script.polite(List.of(request.toByteArray())));
    }

    /** @throws AssertionError that shows the call, when it does not end as it may */
    Outcome make(Rpc rpc, Script script) {
        count++;
        try {
            var outcome = Exchange.run(channel, rpc, script);
            judge(rpc, script, outcome);
            tally.merge(name(outcome), 1, Integer::sum);
            script.requests().forEach(request -> memory.learn(rpc, request));
            outcome.answers().forEach(answer -> memory.learn(rpc.read(answer)));
            return outcome;
        } catch (AssertionError e) {
            throw new AssertionError("Request %,d, %s: %s".formatted(count, rpc.name(), show(rpc, script)), e);
        }
    }

    private void judge(Rpc rpc, Script script, Outcome outcome) {
        if (!script.waits() && outcome.status().getCode() == Status.Code.CANCELLED) {
            return;
        }
        contract.objection(rpc, outcome).ifPresent(objection -> {
            throw new AssertionError("%s: %s".formatted(objection, outcome.status()));
        });
    }

    /** How many calls ended how. */
    Map<String, Integer> tally() {
        return tally;
    }

    private static String name(Outcome outcome) {
        return Contract.info(outcome)
                .map(ErrorInfo::getReason)
                .orElse(outcome.status().getCode().name());
    }

    private static String show(Rpc rpc, Script script) {
        return script.requests().stream().map(rpc::show).collect(Collectors.joining("\nand\n"));
    }
}
