package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.engine.CellInterruptedError;
import dev.interlace.spi.PluginException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Something that a plugin's code threw, and who has thrown it. The one who threw is the first on the stack that is not
 * Java: a method may be called by another's, so it need not be of the plugin that the lab has called.
 *
 * @param thrown what was thrown
 * @param author the class and the jar that are to blame
 * @param source of the plugin that was called
 */
record Blame(Throwable thrown, String author, PluginSource source) {
    private static final String KERNEL = "app"; // the name of Java's own loader of a class path
    private static final List<String> JAVA = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
    private static final List<String> OURS = List.of("dev.interlace.spi.", "dev.interlace.learn.", "org.nd4j.");

    /** Who is to blame; empty where what was thrown shall pass as it is. */
    static Optional<Blame> of(Throwable thrown, PluginSource source, Class<?> method) {
        if (passes(thrown)) {
            return Optional.empty();
        }
        CellOutput.current().ifPresent(CellOutput::checkInterrupt); // what an interrupt has made it throw is no fault
        Optional<StackTraceElement> top = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> JAVA.stream().noneMatch(frame.getClassName()::startsWith))
                .findFirst();
        Optional<StackTraceElement> foreign = top.filter(Blame::isForeign);
        String author = foreign.filter(frame -> !source.name().equals(frame.getClassLoaderName()))
                .filter(frame -> source.origin() != PluginSource.Origin.CELL)
                .map(frame ->
                        Reasons.written(frame.getClassName()).replace('$', '.') + " from " + frame.getClassLoaderName())
                .orElse(Reasons.nameOf(method) + " from " + source.name());
        boolean outside = source.isForeign() || foreign.isPresent();
        boolean input = top.isPresent() && OURS.stream().anyMatch(top.get().getClassName()::startsWith);
        return isFault(thrown) || (outside && !(isRefusal(thrown) && input))
                ? Optional.of(new Blame(thrown, author, source))
                : Optional.empty();
    }

    private static boolean isForeign(StackTraceElement frame) {
        String loader = frame.getClassLoaderName();
        return loader != null && !loader.equals(KERNEL) && loader.endsWith(".jar");
    }

    private static boolean passes(Throwable thrown) {
        return thrown instanceof PluginException
                || thrown instanceof CellInterruptedError
                || thrown instanceof CancellationException
                || thrown.getClass().getName().startsWith("dev.interlace.workbench.");
    }

    private static boolean isFault(Throwable thrown) {
        return thrown instanceof NullPointerException
                || thrown instanceof IndexOutOfBoundsException
                || thrown instanceof NegativeArraySizeException
                || thrown instanceof ClassCastException
                || thrown instanceof ArrayStoreException
                || thrown instanceof ArithmeticException
                || thrown instanceof LinkageError
                || thrown instanceof StackOverflowError;
    }

    private static boolean isRefusal(Throwable thrown) {
        return thrown instanceof IllegalArgumentException
                || thrown instanceof UnsupportedOperationException
                || thrown instanceof UncheckedIOException;
    }

    /** What the user sees: a refusal of the input keeps its type, all else is the plugin's fault. */
    RuntimeException told(Plugin plugin) {
        String said = Reasons.of(thrown);
        String refused = thrown.getMessage() + ", says " + plugin.id() + " in " + author;
        if (thrown.getMessage() != null && !isFault(thrown)) {
            if (thrown instanceof IllegalArgumentException) {
                return new IllegalArgumentException(refused, thrown);
            }
            if (thrown instanceof UnsupportedOperationException) {
                return new UnsupportedOperationException(refused, thrown);
            }
            if (thrown instanceof UncheckedIOException io && io.getCause() != null) {
                return new UncheckedIOException(refused, io.getCause());
            }
        }
        if (thrown instanceof LinkageError) {
            return new PluginException(
                    plugin.id(),
                    said + ", in " + source.name()
                            + "; the jar was compiled against another version of a library, lacks one, or was changed"
                            + " after it was added: build it against this version of Interlace and add it again",
                    thrown);
        }
        if (thrown instanceof StackOverflowError) {
            return new PluginException(
                    plugin.id(),
                    "endless recursion, in " + source.name() + "; this is a fault of the plugin, not of the cell",
                    thrown);
        }
        return new PluginException(
                plugin.id(), said + ", in " + author + "; this is a fault of the plugin, not of the call", thrown);
    }

    /** What was thrown, as it is. */
    static RuntimeException passed(Throwable thrown) {
        return Blame.<RuntimeException>sneaked(thrown);
    }

    @SuppressWarnings("unchecked") // a plugin may throw what it need not declare
    private static <T extends Throwable> RuntimeException sneaked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
