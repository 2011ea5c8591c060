/** The server: users over gRPC, kept in PostgreSQL. */
@org.jspecify.annotations.NullMarked
module users.server {
    requires static org.jspecify;
    requires com.fasterxml.uuid;
    requires com.google.gson;
    requires com.google.protobuf;
    requires com.zaxxer.hikari;
    requires helidon.grpc.wire;
    requires io.grpc;
    requires io.grpc.services;
    requires io.grpc.stub;
    requires io.helidon.common.configurable;
    requires io.helidon.common.pki;
    requires io.helidon.common.socket;
    requires io.helidon.common.tls;
    requires io.helidon.config;
    requires io.helidon.config.yaml;
    requires io.helidon.dbclient;
    requires io.helidon.dbclient.jdbc;
    requires io.helidon.health;
    requires io.helidon.metrics.api;
    requires io.helidon.service.registry;
    requires io.helidon.webserver;
    requires io.helidon.webserver.grpc;
    requires io.helidon.webserver.http2;
    requires io.helidon.webserver.observe;
    requires io.helidon.webserver.observe.health;
    requires io.helidon.webserver.observe.metrics;
    requires io.opentelemetry.api;
    requires io.opentelemetry.common;
    requires io.opentelemetry.context;
    requires io.opentelemetry.exporter.otlp;
    requires io.opentelemetry.sdk.common;
    requires io.opentelemetry.sdk.trace;
    requires java.logging;
    requires java.naming;
    requires java.net.http;
    requires java.sql;
    requires org.apache.commons.codec;
    requires org.jose4j;
    requires org.postgresql.jdbc;
    requires password4j;
    requires proto.google.common.protos;
    requires users.api;
    requires users.db;

    uses io.opentelemetry.sdk.common.export.HttpSenderProvider;
    uses users.db.DevelopmentDatabase;
}
