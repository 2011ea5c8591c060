package io.helidon.builder.api;

/**
 * What Helidon 4.1's DB Client extends and Helidon 4.2 took away: the one thing that keeps the two apart. Goes when the
 * DB Client resolves at Helidon's version.
 */
public interface Prototype$ConfiguredBuilder<B, P> extends Prototype.Builder<B, P> {}
