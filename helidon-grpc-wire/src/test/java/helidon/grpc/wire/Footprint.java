package helidon.grpc.wire;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this JVM holds: its threads, each as its stack, its descriptors, and the bytes of its heap that are in use. */
record Footprint(List<String> virtual, List<String> platform, long descriptors, long heap) {

    private static final long HEAP_GROWTH = 8L * 1024 * 1024;
    private static final Pattern THREAD = Pattern.compile("(?m)^(?=#\\d+ \")");
    private static final Predicate<String> VIRTUAL =
            Pattern.compile("^#\\d+ \".*\" virtual ").asPredicate();

    /** The JDK's own, which come and go as it likes: carriers, pollers, and who waits for child processes. */
    private static final Predicate<String> JDK = Pattern.compile(
                    "^#\\d+ \"(ForkJoinPool-|[A-Za-z-]*Poller|process reaper|Attach Listener)")
            .asPredicate();

    /**
     * What it holds once nobody calls. Not before: JDK 25 may crash when threads are dumped while virtual ones are
     * mounted (JDK-8364343).
     */
    static Footprint ofNobody() {
        var threads = THREAD.splitAsStream(dump())
                .filter(thread -> thread.startsWith("#"))
                .filter(JDK.negate())
                .toList();
        return new Footprint(
                threads.stream().filter(VIRTUAL).toList(),
                threads.stream().filter(VIRTUAL.negate()).toList(),
                descriptorsInUse(),
                heapInUse());
    }

    /** What can be said while it is at work. */
    static String atWork() {
        return "%d descriptors, %.1f MB of heap".formatted(descriptorsInUse(), megabytes(heapInUse()));
    }

    /** Nanoseconds that its threads have had of the processors. */
    static long processorTime() {
        return ofSystem("ProcessCpuTime");
    }

    /** What is more than it was before, a sentence each. */
    List<String> growth(Footprint before) {
        return Stream.of(
                        more("virtual threads", virtual, before.virtual()),
                        more("platform threads", platform, before.platform()),
                        more("descriptors", descriptors, before.descriptors(), 0),
                        more("bytes of heap", heap, before.heap(), HEAP_GROWTH))
                .flatMap(sentence -> sentence)
                .toList();
    }

    /** The same of virtual threads alone: a server that was never called has none for connections and calls. */
    List<String> threadsOfCalls(Footprint unused) {
        return more("virtual threads", virtual, unused.virtual()).toList();
    }

    @Override
    public String toString() {
        return "%d virtual and %d platform threads, %d descriptors, %.1f MB of heap"
                .formatted(virtual.size(), platform.size(), descriptors, megabytes(heap));
    }

    private static double megabytes(long bytes) {
        return bytes / 1024.0 / 1024.0;
    }

    private static Stream<String> more(String what, List<String> now, List<String> before) {
        return more(what, now.size(), before.size(), 0)
                .map(sentence -> sentence + ", the last of them:\n" + now.getLast());
    }

    private static Stream<String> more(String what, long now, long before, long allowed) {
        return now <= before + allowed ? Stream.of() : Stream.of(now + " " + what + " instead of " + before);
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long descriptorsInUse() {
        return ofSystem("OpenFileDescriptorCount");
    }

    /** By name, since the module does not read jdk.management, whose interface this is. */
    private static long ofSystem(String attribute) {
        try {
            return (long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), attribute);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String dump() {
        try {
            var directory = Files.createTempDirectory("threads");
            var file = directory.resolve("dump");
            try {
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                                "dumpThreads",
                                new Object[] {file.toString(), "TEXT_PLAIN"},
                                new String[] {String.class.getName(), String.class.getName()});
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException | JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
