package dev.interlace.learn.loops;

/**
 * The incubating module with the vector instructions. A process that resolves it at its start prints a warning and
 * loads it whether or not anything is ever trained; one that was started with
 * {@code --add-exports=java.base/jdk.internal.module=ALL-UNNAMED} and with {@code -XX:+EnableVectorSupport} loads it
 * here, when the first loop is chosen.
 */
final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";

    private VectorModule() {}

    /** Whether the module is part of this process, after an attempt to make it so. */
    static boolean isThere() {
        return ModuleLayer.boot().findModule(NAME).isPresent() || isLoaded();
    }

    private static boolean isLoaded() {
        try {
            Class<?> modules = Class.forName("jdk.internal.module.Modules");
            return modules.getMethod("loadModule", String.class).invoke(null, NAME) != null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false; // not exported to this process, or no such module: the plain loops do
        }
    }
}
