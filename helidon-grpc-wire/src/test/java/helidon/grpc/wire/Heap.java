package helidon.grpc.wire;

/** What the server's JVM, which is the test's own, holds on to. */
final class Heap {

    /** Far less than what any attack sends or makes the server keep if nothing stops it. */
    static final long BOUND = 64L << 20;

    private Heap() {}

    static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
