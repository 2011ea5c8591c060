package users.server.fuzz;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How calls may fail, as users.proto says it: the table at its head, and the line "Errors:" above each method. */
record Contract(Map<String, Status.Code> reasons, Map<String, Set<String>> methods) {

    private static final Path PROTO = Path.of("../proto/src/main/proto/users/v1/users.proto");
    private static final Pattern REASON = Pattern.compile("(?m)^// {3}([A-Z_]+) +([A-Z_]+) ");
    private static final Pattern METHOD = Pattern.compile("(?s)// Errors: (.*?)\\s+rpc (\\w+)\\(");
    private static final Pattern NAME = Pattern.compile("[A-Z_]{4,}");
    /** Clients and proxies allow 8 KiB for all headers, so that half is ours. */
    private static final int TRAILERS = 4096;

    static Contract read() {
        try {
            var proto = Files.readString(PROTO);
            var reasons = REASON.matcher(proto)
                    .results()
                    .collect(Collectors.toMap(line -> line.group(2), line -> Status.Code.valueOf(line.group(1))));
            var methods = new HashMap<String, Set<String>>();
            METHOD.matcher(proto).results().forEach(errors -> methods.put(errors.group(2), names(errors.group(1))));
            return new Contract(reasons, methods);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(String errors) {
        return NAME.matcher(errors).results().map(name -> name.group()).collect(Collectors.toCollection(HashSet::new));
    }

    /** What is wrong with an answer. */
    Optional<String> objection(Rpc rpc, Outcome outcome) {
        if (outcome.trailerBytes() >= TRAILERS) {
            return Optional.of("trailers of %,d bytes".formatted(outcome.trailerBytes()));
        }
        if (outcome.status().isOk()) {
            return Optional.empty();
        }
        return info(outcome)
                .map(info -> objection(rpc, outcome.status().getCode(), info))
                .orElse(Optional.of("no ErrorInfo"));
    }

    private Optional<String> objection(Rpc rpc, Status.Code code, ErrorInfo info) {
        if (!info.getDomain().equals("users.v1")) {
            return Optional.of("domain " + info.getDomain());
        }
        if (reasons.get(info.getReason()) != code) {
            return Optional.of("code %s for %s".formatted(code, info.getReason()));
        }
        return methods.getOrDefault(rpc.name(), Set.of()).contains(info.getReason())
                ? Optional.empty()
                : Optional.of("reason %s, which users.proto does not name there".formatted(info.getReason()));
    }

    static Optional<ErrorInfo> info(Outcome outcome) {
        return Optional.ofNullable(StatusProto.fromStatusAndTrailers(outcome.status(), outcome.trailers())).stream()
                .flatMap(status -> status.getDetailsList().stream())
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(Contract::unpack)
                .findFirst();
    }

    private static ErrorInfo unpack(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
