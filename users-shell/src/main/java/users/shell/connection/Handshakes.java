package users.shell.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.Optional;

/**
 * Remembers what went wrong with a server that was there. Of several addresses gRPC tells what went wrong with the last
 * one alone: at localhost that is often the one where nobody listens.
 */
final class Handshakes {

    private final boolean tls;
    private volatile Optional<Trouble> trouble = Optional.empty();

    Handshakes(Transport transport) {
        tls = transport instanceof Transport.Tls;
    }

    /** The last one since it was forgotten, or since a server spoke as it should. */
    Optional<Trouble> trouble() {
        return trouble;
    }

    void forget() {
        trouble = Optional.empty();
    }

    private void remember(Trouble what) {
        trouble = Optional.of(what);
    }

    /** A socket of which all is noticed. */
    NioSocketChannel socket() {
        var socket = new NioSocketChannel();
        socket.pipeline().addLast(tls ? new BeforeTls() : new BeforePlaintext());
        return socket;
    }

    /** Waits for the first bytes of the server, and is gone then. */
    private abstract class FirstBytes extends ChannelInboundHandlerAdapter {

        abstract void look(ChannelHandlerContext context, Object bytes);

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            look(context, bytes);
            context.pipeline().remove(this);
            context.fireChannelRead(bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            remember(new Trouble.Ended());
            context.fireChannelInactive();
        }
    }

    private final class BeforePlaintext extends FirstBytes {

        private static final int ALERT = 0x15;
        private static final int VERSION = 3;

        @Override
        void look(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf bytes
                    && bytes.readableBytes() > 1
                    && bytes.getByte(bytes.readerIndex()) == ALERT
                    && bytes.getByte(bytes.readerIndex() + 1) == VERSION) {
                remember(new Trouble.TlsWanted());
            } else {
                forget();
            }
        }
    }

    /** By the time the server says something, what reads TLS is there. */
    private final class BeforeTls extends FirstBytes {

        @Override
        void look(ChannelHandlerContext context, Object bytes) {
            Optional.ofNullable(context.pipeline().context(SslHandler.class))
                    .ifPresent(reader -> context.pipeline()
                            .addAfter(reader.name(), null, new BehindTls((SslHandler) reader.handler())));
        }
    }

    /** Waits for the first bytes in TLS: of TLS 1.3 a server may refuse the client's certificate behind the handshake. */
    private final class BehindTls extends FirstBytes {

        private final SslHandler reader;

        BehindTls(SslHandler reader) {
            this.reader = reader;
        }

        @Override
        void look(ChannelHandlerContext context, Object bytes) {
            forget();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (!handshake.isSuccess()) {
                    remember(new Trouble.Refused(handshake.cause()));
                } else if (reader.applicationProtocol() == null) {
                    remember(new Trouble.OtherProtocol());
                }
            }
            context.fireUserEventTriggered(event);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            remember(new Trouble.Refused(cause));
            context.fireExceptionCaught(cause);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (trouble.isEmpty()) {
                remember(new Trouble.Ended());
            }
            context.fireChannelInactive();
        }
    }
}
