package users.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.reflection.v1.ExtensionRequest;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reflection as debug clients use it: all that they need is what the server tells. */
class ReflectionTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1alpha"})
    void everyServiceIsListed(String version) {
        var answer = ask(version, request().setListServices("")).getFirst();

        assertThat(answer.getListServicesResponse().getServiceList())
                .extracting(ServiceResponse::getName)
                .containsExactly(
                        "grpc.health.v1.Health",
                        "grpc.reflection.v1.ServerReflection",
                        "grpc.reflection.v1alpha.ServerReflection",
                        "users.v1.UsersService");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1alpha"})
    void allDescriptorsCanBeRebuiltFromTheAnswers(String version) throws Exception {
        var services = ask(version, request().setListServices("")).getFirst().getListServicesResponse();
        for (var service : services.getServiceList()) {
            var files = files(ask(version, request().setFileContainingSymbol(service.getName()))
                    .getFirst());

            assertThat(link(files).values())
                    .anySatisfy(file -> assertThat(file.getServices())
                            .anySatisfy(found -> assertThat(found.getFullName()).isEqualTo(service.getName())));
        }
    }

    @Test
    void labelsAreAMapInTheReflectedFileToo() throws Exception {
        var files = files(ask("v1", request().setFileContainingSymbol("users.v1.User.LabelsEntry"))
                .getFirst());

        var user = link(files).values().stream()
                .flatMap(file -> file.getMessageTypes().stream())
                .filter(type -> type.getFullName().equals("users.v1.User"))
                .findFirst()
                .orElseThrow();
        assertThat(user.findFieldByName("labels").isMapField()).isTrue();
        assertThat(user.findNestedTypeByName("LabelsEntry").getOptions().getMapEntry())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users.v1.UsersService.CreateUser",
                "users.v1.User",
                "users.v1.User.first_name",
                "users.v1.User.LabelsEntry",
                "users.v1.User.LabelsEntry.value",
                "users.v1.GetUserRequest.key",
                "google.protobuf.FieldMask",
                "google.rpc.ErrorInfo",
                "google.rpc.ErrorInfo.MetadataEntry",
                "google.rpc.ErrorInfo.MetadataEntry.value",
                "google.rpc.BadRequest.FieldViolation",
                "google.rpc.Status",
                "grpc.health.v1.HealthListResponse.StatusesEntry",
                "grpc.health.v1.HealthCheckResponse.ServingStatus",
                "grpc.health.v1.HealthCheckResponse.SERVING"
            })
    void everythingThatHasANameIsFound(String symbol) throws Exception {
        var files = files(ask("v1", request().setFileContainingSymbol(symbol)).getFirst());

        assertThat(link(files)).hasSameSizeAs(files);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1alpha"})
    void whatIsUnknownIsAnAnswerAndTheStreamGoesOn(String version) {
        var answers = ask(
                version,
                request().setFileContainingSymbol("users.v1.Nobody"),
                request().setFileByFilename("nowhere.proto"),
                request().setAllExtensionNumbersOfType("users.v1.Nobody"),
                request()
                        .setFileContainingExtension(ExtensionRequest.newBuilder()
                                .setContainingType("users.v1.User")
                                .setExtensionNumber(1)),
                request(),
                request().setAllExtensionNumbersOfType("users.v1.User"),
                request().setFileByFilename("users/v1/users.proto"));

        assertThat(answers.subList(0, 5))
                .extracting(
                        answer -> Status.fromCodeValue(answer.getErrorResponse().getErrorCode())
                                .getCode())
                .containsExactly(
                        Status.Code.NOT_FOUND,
                        Status.Code.NOT_FOUND,
                        Status.Code.NOT_FOUND,
                        Status.Code.NOT_FOUND,
                        Status.Code.INVALID_ARGUMENT);
        assertThat(answers.get(5).getAllExtensionNumbersResponse().getBaseTypeName())
                .isEqualTo("users.v1.User");
        assertThat(answers.get(6).getFileDescriptorResponse().getFileDescriptorProtoCount())
                .isGreaterThan(1);
        assertThat(answers.getFirst().getValidHost()).isEqualTo("users.test");
        assertThat(answers.getFirst().getOriginalRequest().getFileContainingSymbol())
                .isEqualTo("users.v1.Nobody");
    }

    private static ServerReflectionRequest.Builder request() {
        return ServerReflectionRequest.newBuilder().setHost("users.test");
    }

    private static List<ServerReflectionResponse> ask(String version, ServerReflectionRequest.Builder... questions) {
        var method = ServerReflectionGrpc.getServerReflectionInfoMethod().toBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName(
                        "grpc.reflection.%s.ServerReflection".formatted(version), "ServerReflectionInfo"))
                .build();
        var answers = new Answers();
        var call = server.channel().newCall(method, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS));
        var asking = ClientCalls.asyncBidiStreamingCall(call, answers);
        for (var question : questions) {
            asking.onNext(question.build());
        }
        asking.onCompleted();
        return answers.all.join();
    }

    private static final class Answers implements StreamObserver<ServerReflectionResponse> {

        private final List<ServerReflectionResponse> soFar = new ArrayList<>();
        private final CompletableFuture<List<ServerReflectionResponse>> all = new CompletableFuture<>();

        @Override
        public void onNext(ServerReflectionResponse answer) {
            soFar.add(answer);
        }

        @Override
        public void onError(Throwable thrown) {
            all.completeExceptionally(thrown);
        }

        @Override
        public void onCompleted() {
            all.complete(soFar);
        }
    }

    private static List<FileDescriptorProto> files(ServerReflectionResponse answer)
            throws InvalidProtocolBufferException {
        var files = new ArrayList<FileDescriptorProto>();
        for (ByteString file : answer.getFileDescriptorResponse().getFileDescriptorProtoList()) {
            files.add(FileDescriptorProto.parseFrom(file));
        }
        assertThat(files).isNotEmpty();
        return files;
    }

    private static Map<String, FileDescriptor> link(List<FileDescriptorProto> files)
            throws DescriptorValidationException {
        var byName = new HashMap<String, FileDescriptorProto>();
        files.forEach(file -> byName.put(file.getName(), file));
        var linked = new HashMap<String, FileDescriptor>();
        for (var file : files) {
            link(file, byName, linked);
        }
        return linked;
    }

    private static FileDescriptor link(
            FileDescriptorProto file, Map<String, FileDescriptorProto> byName, Map<String, FileDescriptor> linked)
            throws DescriptorValidationException {
        if (!linked.containsKey(file.getName())) {
            var imports = new ArrayList<FileDescriptor>();
            for (var name : file.getDependencyList()) {
                imports.add(link(requireNonNull(byName.get(name)), byName, linked));
            }
            linked.put(file.getName(), FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new)));
        }
        return linked.get(file.getName());
    }
}
