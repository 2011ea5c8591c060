package users.server.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.rpc.ErrorDetailsProto;
import com.google.rpc.StatusProto;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.reflection.v1.ErrorResponse;
import io.grpc.reflection.v1.ExtensionNumberResponse;
import io.grpc.reflection.v1.FileDescriptorResponse;
import io.grpc.reflection.v1.ListServiceResponse;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionProto;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import users.grpc.health.v1.HealthProto;
import users.v1.UsersProto;

/** {@code grpc.reflection}, by which debug clients learn the contract; {@code v1} and {@code v1alpha} differ in name alone. */
public final class ReflectionEndpoint {

    private static final MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> METHOD =
            ServerReflectionGrpc.getServerReflectionInfoMethod();

    private ReflectionEndpoint() {}

    public static BindableService v1() {
        return named(ServerReflectionGrpc.SERVICE_NAME);
    }

    /** Deprecated, and what many debug clients still ask. */
    @SuppressWarnings("deprecation")
    public static BindableService v1alpha() {
        return named(io.grpc.reflection.v1alpha.ServerReflectionGrpc.SERVICE_NAME);
    }

    private static BindableService named(String service) {
        var method = METHOD.toBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, METHOD.getBareMethodName()))
                .build();
        var descriptor = ServiceDescriptor.newBuilder(service).addMethod(method).build();
        var definition = ServerServiceDefinition.builder(descriptor)
                .addMethod(method, ServerCalls.asyncBidiStreamingCall(Questions::new))
                .build();
        return () -> definition;
    }

    private static final class Questions implements StreamObserver<ServerReflectionRequest> {

        private final StreamObserver<ServerReflectionResponse> answers;

        Questions(StreamObserver<ServerReflectionResponse> answers) {
            this.answers = answers;
        }

        @Override
        public void onNext(ServerReflectionRequest question) {
            answers.onNext(answer(question));
        }

        @Override
        public void onError(Throwable cancelled) {
            // Nobody is left to be told.
        }

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }

    private static ServerReflectionResponse answer(ServerReflectionRequest question) {
        var response = ServerReflectionResponse.newBuilder()
                .setValidHost(question.getHost())
                .setOriginalRequest(question);
        switch (question.getMessageRequestCase()) {
            case LIST_SERVICES -> response.setListServicesResponse(services());
            case FILE_BY_FILENAME -> files(response, Served.INDEX.file(question.getFileByFilename()));
            case FILE_CONTAINING_SYMBOL -> files(response, Served.INDEX.fileOf(question.getFileContainingSymbol()));
            case FILE_CONTAINING_EXTENSION -> {
                var extension = question.getFileContainingExtension();
                files(response, Served.INDEX.fileOf(extension.getContainingType(), extension.getExtensionNumber()));
            }
            case ALL_EXTENSION_NUMBERS_OF_TYPE -> extensions(response, question.getAllExtensionNumbersOfType());
            case MESSAGEREQUEST_NOT_SET -> refuse(response, Status.INVALID_ARGUMENT, "nothing is asked");
        }
        return response.build();
    }

    private static ListServiceResponse services() {
        var list = ListServiceResponse.newBuilder();
        Served.INDEX
                .services()
                .forEach(name -> list.addService(ServiceResponse.newBuilder().setName(name)));
        return list.build();
    }

    /** The file and all that it imports, so that no client has to ask again. */
    private static void files(ServerReflectionResponse.Builder response, Optional<FileDescriptor> file) {
        file.ifPresentOrElse(
                found -> response.setFileDescriptorResponse(FileDescriptorResponse.newBuilder()
                        .addAllFileDescriptorProto(DescriptorIndex.closure(List.of(found)).stream()
                                .map(part -> part.toProto().toByteString())
                                .toList())),
                () -> refuse(response, Status.NOT_FOUND, "not found"));
    }

    private static void extensions(ServerReflectionResponse.Builder response, String type) {
        Served.INDEX
                .extensions(type)
                .ifPresentOrElse(
                        numbers -> response.setAllExtensionNumbersResponse(ExtensionNumberResponse.newBuilder()
                                .setBaseTypeName(type)
                                .addAllExtensionNumber(numbers)),
                        () -> refuse(response, Status.NOT_FOUND, "not found"));
    }

    private static void refuse(ServerReflectionResponse.Builder response, Status status, String reason) {
        response.setErrorResponse(ErrorResponse.newBuilder()
                .setErrorCode(status.getCode().value())
                .setErrorMessage(reason));
    }

    /** Built when the first client asks: a start would wait for it. */
    private static final class Served {

        @SuppressWarnings("deprecation")
        static final DescriptorIndex INDEX = new DescriptorIndex(List.of(
                UsersProto.getDescriptor(),
                HealthProto.getDescriptor(),
                ServerReflectionProto.getDescriptor(),
                io.grpc.reflection.v1alpha.ServerReflectionProto.getDescriptor(),
                // The types that the details of a status have, so that debug clients can print them.
                StatusProto.getDescriptor(),
                ErrorDetailsProto.getDescriptor()));
    }
}
