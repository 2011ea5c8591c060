package users.api;

/** Where a watch goes on; opaque to all but the servers that share a database. */
public record ResumeToken(String value) {}
