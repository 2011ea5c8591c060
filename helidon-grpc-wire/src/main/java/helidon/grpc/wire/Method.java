package helidon.grpc.wire;

import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.helidon.common.context.Context;
import io.helidon.common.context.Contexts;
import io.helidon.config.Config;
import io.helidon.grpc.core.InterceptorWeights;
import io.helidon.grpc.core.WeightedBag;
import io.helidon.webserver.Router;
import io.helidon.webserver.grpc.GrpcMethodDescriptor;
import io.helidon.webserver.grpc.GrpcRouting;
import io.helidon.webserver.grpc.GrpcServiceDescriptor;
import java.util.HashMap;
import java.util.Map;

/** A method that can be called, its interceptors before it. */
record Method<Q, A>(MethodDescriptor<Q, A> descriptor, ServerCallHandler<Q, A> handler) {

    /** What this router's GrpcRouting has, by path. */
    static Map<String, Method<?, ?>> of(Router router) {
        var none = GrpcRouting.builder().config(Config.empty()).build();
        var routing = router.routing(GrpcRouting.class, none);
        var methods = new HashMap<String, Method<?, ?>>();
        for (var service : routing.services()) {
            for (var method : service.methods()) {
                var path = "/" + method.descriptor().getFullMethodName();
                methods.put(path, of(routing, service, method));
            }
        }
        return Map.copyOf(methods);
    }

    private static <Q, A> Method<Q, A> of(
            GrpcRouting routing, GrpcServiceDescriptor service, GrpcMethodDescriptor<Q, A> method) {
        var interceptors = WeightedBag.<ServerInterceptor>create(InterceptorWeights.USER);
        interceptors.merge(method.interceptors());
        interceptors.merge(service.interceptors());
        interceptors.merge(routing.interceptors());
        var handler = method.callHandler();
        // The first of them is the outermost.
        for (var interceptor : interceptors.stream().distinct().toList().reversed()) {
            handler = intercepted(interceptor, handler);
        }
        return new Method<>(method.descriptor(), inContext(service, handler));
    }

    private static <Q, A> ServerCallHandler<Q, A> intercepted(
            ServerInterceptor interceptor, ServerCallHandler<Q, A> next) {
        return (call, headers) -> interceptor.interceptCall(call, headers, next);
    }

    /** Helidon's own first interceptor looks for the service there. */
    private static <Q, A> ServerCallHandler<Q, A> inContext(
            GrpcServiceDescriptor service, ServerCallHandler<Q, A> next) {
        return (call, headers) -> {
            var context = Context.create();
            context.register(GrpcServiceDescriptor.class, service);
            return Contexts.runInContext(context, () -> next.startCall(call, headers));
        };
    }
}
