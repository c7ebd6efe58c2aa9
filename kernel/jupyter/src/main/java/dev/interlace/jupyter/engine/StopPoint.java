package dev.interlace.jupyter.engine;

/** Says whether a thread can be stopped where it is, by its frames. */
final class StopPoint {
    private static final String KERNEL = "dev.interlace.jupyter.";

    /** What an error thrown into a thread would meet. */
    enum Kind {
        /** The user's code, or a library on its behalf. */
        USER_CODE,
        /** The same, inside the loading of a class of the platform, which an error would break for good. */
        LOADING,
        /** The kernel's own code. */
        KERNEL
    }

    private StopPoint() {}

    /** What runs in a thread with {@code frames}, innermost first. */
    static Kind of(StackTraceElement[] frames) {
        Kind kind = Kind.USER_CODE;
        for (StackTraceElement frame : frames) {
            String type = frame.getClassName();
            if (type.startsWith("REPL.") || type.equals(Gate.class.getName()) || isOnTheUsersBehalf(type)) {
                return kind;
            }
            if (isKernel(type) && !isPassedThrough(type, frame.getMethodName())) {
                return Kind.KERNEL;
            }
            if (isLoading(type, frame.getMethodName())) {
                kind = Kind.LOADING;
            }
        }
        return kind;
    }

    private static boolean isOnTheUsersBehalf(String type) {
        return type.startsWith(KERNEL + "magic.")
                || type.startsWith(KERNEL + "display.")
                || type.startsWith("com.sun.tools.javac.");
    }

    private static boolean isKernel(String type) {
        return type.startsWith(KERNEL) || type.startsWith("jdk.jshell.") || type.startsWith("org.zeromq.");
    }

    // what woven code calls instead of the platform, and the lambdas that lead to the user's code
    private static boolean isPassedThrough(String type, String method) {
        return method.startsWith("lambda$")
                || type.startsWith(KERNEL + "engine.RegexGuard")
                || type.startsWith(KERNEL + "engine.ProcessGuard")
                || type.equals(KERNEL + "engine.ChildProcess");
    }

    private static boolean isLoading(String type, String method) {
        boolean platform = type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
        return (platform && method.equals("<clinit>")) || type.equals("java.lang.ClassLoader");
    }
}
