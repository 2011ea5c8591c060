package helidon.grpc.wire;

import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.grpc.GrpcConnectionContext;
import java.util.Optional;

/** What handlers may know of a connection, in Helidon's words. */
record Peers(ConnectionContext connection) implements GrpcConnectionContext {

    @Override
    public String serverSocketId() {
        return connection.socketId();
    }

    @Override
    public String connectionSocketId() {
        return connection.childSocketId();
    }

    @Override
    public PeerInfo remotePeer() {
        return connection.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return connection.localPeer();
    }

    @Override
    public boolean isSecure() {
        return connection.isSecure();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return connection.proxyProtocolData();
    }
}
