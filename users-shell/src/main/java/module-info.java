/** userctl: the shell in which people and scripts work with users. */
@org.jspecify.annotations.NullMarked
module users.shell {
    requires static org.jspecify;
    requires com.google.gson;
    requires info.picocli;
    requires io.grpc;
    requires io.grpc.netty;
    requires io.grpc.stub;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires java.logging;
    // JLine reaches sun.misc.Signal by reflection: without it Ctrl-C would end the shell.
    requires jdk.unsupported;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires users.api;
    requires users.proto;
}
