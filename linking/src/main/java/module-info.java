/** Makes run-time images of modules, the third parties' automatic ones too, and their AOT caches. */
@org.jspecify.annotations.NullMarked
module users.linking {
    requires static org.jspecify;

    exports users.linking;
}
