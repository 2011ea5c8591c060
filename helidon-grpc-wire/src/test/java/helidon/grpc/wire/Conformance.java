package helidon.grpc.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every behaviour that is asked of the wire. */
final class Conformance {

    private Conformance() {}

    /** By what they are about. */
    static Map<String, List<Case>> groups() {
        var groups = new LinkedHashMap<String, List<Case>>();
        groups.put("unary calls", UnaryCases.cases());
        groups.put("streams", StreamingCases.cases());
        groups.put("back pressure", BackPressureCases.cases());
        groups.put("deadlines", DeadlineCases.cases());
        groups.put("cancels", CancelCases.cases());
        groups.put("failures", FailureCases.cases());
        groups.put("status", StatusCases.cases());
        groups.put("compression", CompressionCases.cases());
        groups.put("metadata", CallMetadataCases.cases());
        groups.put("many calls", ManyCallsCases.cases());
        groups.put("framing", FramingCases.cases());
        groups.put("HPACK", HpackCases.cases());
        groups.put("header fields", HeaderCases.cases());
        groups.put("too much metadata", MetadataCases.cases());
        groups.put("answers", AnswerCases.cases());
        groups.put("windows", WindowCases.cases());
        groups.put("faults", ProtocolCases.cases());
        groups.put("floods", FloodCases.cases());
        groups.put("limits", LimitCases.cases());
        groups.put("lifetime", LifetimeCases.cases());
        groups.put("stop", StopCases.cases());
        groups.put("HTTP", HttpCases.cases());
        groups.put("TLS", TlsCases.cases());
        return groups;
    }

    static List<Case> cases() {
        return groups().values().stream().flatMap(List::stream).toList();
    }
}
