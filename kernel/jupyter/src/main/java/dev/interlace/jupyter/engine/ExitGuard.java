package dev.interlace.jupyter.engine;

/** Stands in for {@code System.exit} and its kin in cell code, where they would end the kernel. */
@SuppressWarnings("DoNotCallSuggester") // only woven code calls it
public final class ExitGuard {
    private ExitGuard() {}

    /** In place of {@code System.exit}. */
    public static void exit(int status) {
        throw new ExitRefusedException("System.exit(" + status + ")");
    }

    /** In place of {@code Runtime.exit}. */
    public static void exit(Runtime runtime, int status) {
        throw new ExitRefusedException("Runtime.exit(" + status + ")");
    }

    /** In place of {@code Runtime.halt}. */
    public static void halt(Runtime runtime, int status) {
        throw new ExitRefusedException("Runtime.halt(" + status + ")");
    }

    /** Says that a cell asked the process to end. */
    public static final class ExitRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExitRefusedException(String call) {
            super(call + " in a cell would end the kernel and lose all variables, so it was refused;"
                    + " shut down or restart the kernel from the front end's menu");
        }
    }
}
