package users.events;

/** One stack for all tests that leave it in order. */
final class SharedStack {

    static final Stack STACK = start();
    static final Follower FOLLOWER = STACK.follower();

    private SharedStack() {}

    private static Stack start() {
        try {
            var stack = Stack.start("shared");
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
            // Who is there before the connector.
            stack.marker();
            stack.register();
            return stack;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
