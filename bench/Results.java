import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The runs of all servers, a run of each a round.
 *
 * @param kinds in the order in which they are shown
 */
record Results(List<Kind> kinds, Map<Case, Map<Kind, List<Load.Run>>> runs) {

    /** What all servers are compared in. */
    record Case(Network network, Call call, Load load) {
        @Override
        public String toString() {
            return "%s, %s, %s".formatted(network, call, load);
        }
    }

    Results(List<Kind> kinds) {
        this(kinds, new LinkedHashMap<>());
    }

    void add(Case compared, Kind kind, Load.Run run) {
        if (run.rate() == 0) {
            throw new IllegalStateException("%s: %s has answered nothing".formatted(compared, kind));
        }
        runs.computeIfAbsent(compared, _ -> new EnumMap<>(Kind.class))
                .computeIfAbsent(kind, _ -> new ArrayList<>())
                .add(run);
    }

    List<Case> cases() {
        return List.copyOf(runs.keySet());
    }

    Spread spread(Case compared, Kind kind, ToDoubleFunction<Load.Run> figure) {
        return Spread.of(
                runs(compared, kind).stream().mapToDouble(figure).boxed().toList());
    }

    /** How many times as many calls one answers as the other, round by round: what slows a round down slows both. */
    Spread ratio(Case compared, Kind kind, Kind other) {
        var mine = runs(compared, kind);
        var its = runs(compared, other);
        return Spread.of(IntStream.range(0, mine.size())
                .mapToObj(round -> mine.get(round).rate() / its.get(round).rate())
                .toList());
    }

    /** The highest rate of a call that any server had in any round. */
    double highestRate(Call call) {
        return cases().stream()
                .filter(compared -> compared.call() == call)
                .flatMap(compared -> kinds.stream().map(kind -> spread(compared, kind, Load.Run::rate)))
                .map(Spread::most)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private List<Load.Run> runs(Case compared, Kind kind) {
        return runs.get(compared).get(kind);
    }
}
