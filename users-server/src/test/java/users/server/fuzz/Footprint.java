package users.server.fuzz;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What this JVM, and with it the server, holds while nobody calls: threads, each as its stack, sockets and memory. */
record Footprint(List<String> threads, long descriptors, long heap) {

    /** Far less than what was sent, and than what a few bytes kept of each request come to. */
    private static final long GROWTH = 48L << 20;

    /** A pool that was not full before may be now. */
    private static final int CONNECTIONS = 12;

    private static final Pattern THREAD = Pattern.compile("(?m)^(?=#\\d+ \")");
    /** The JDK's and the pools' own, which come and go as they like. */
    private static final Predicate<String> OWN = Pattern.compile(
                    "^#\\d+ \"(ForkJoinPool|[A-Za-z-]*Poller|process reaper|Attach Listener|grpc-|users[: ]|Cleaner)")
            .asPredicate();

    static Footprint now() {
        System.gc();
        return new Footprint(
                Arrays.stream(THREAD.split(dump()))
                        .filter(thread -> thread.startsWith("#"))
                        .filter(OWN.negate())
                        .toList(),
                ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                        .getOpenFileDescriptorCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    boolean exceeds(Footprint before) {
        return threads.size() > before.threads.size()
                || descriptors > before.descriptors + CONNECTIONS
                || heap > before.heap + GROWTH;
    }

    /** What is more than it was before, and the threads that are new. */
    String since(Footprint before) {
        var known = before.threads.stream().map(Footprint::number).collect(Collectors.toSet());
        return "%s after %s%n%s"
                .formatted(
                        this,
                        before,
                        threads.stream()
                                .filter(thread -> !known.contains(number(thread)))
                                .collect(Collectors.joining()));
    }

    private static String number(String thread) {
        return thread.substring(0, thread.indexOf(' '));
    }

    @Override
    public String toString() {
        return "%d threads, %d descriptors, %.1f MB".formatted(threads.size(), descriptors, heap / 1024.0 / 1024.0);
    }

    private static String dump() {
        try {
            var folder = Files.createTempDirectory("threads");
            var file = folder.resolve("dump");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
