package users.server;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What an image brings along to start faster. The JVM leaves one that does not fit aside without a word.
 *
 * @param virtualMachine the JVM's words on how it runs, the system property java.vm.info
 */
record AotCache(String virtualMachine) {

    private static final Logger LOG = Logger.getLogger(AotCache.class.getName());

    boolean used() {
        return virtualMachine.contains("sharing");
    }

    void warnUnlessUsed() {
        if (!used()) {
            LOG.log(
                    Level.WARNING,
                    "the AOT cache is missing or does not fit (another JDK, garbage collector, heap size or agent):"
                            + " the server works, and starts slower");
        }
    }
}
