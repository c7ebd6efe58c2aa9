package dev.interlace.jupyter.magic;

import dev.interlace.jupyter.NotebookCommand;
import dev.interlace.jupyter.NotebookSession;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command of the notebook; given in the kernel's configuration or found by {@link java.util.ServiceLoader}, so that
 * any jar can bring one.
 *
 * <p>A magic implements {@link OnLine}, {@link OnCell} or both.
 */
public interface Magic extends NotebookCommand {
    /** What may stand where the user is typing, each as a whole argument. */
    default List<String> complete(Completing argument) {
        return List.of();
    }

    /** What its arguments are, for a completion's type: {@code argument}, {@code path} and the like. */
    default String argumentType() {
        return "argument";
    }

    /** A magic of one line. */
    interface OnLine extends Magic {
        /** Runs it; what it returns is the value of the line. */
        @Nullable
        Object run(Call call) throws Exception;
    }

    /** A magic whose body is the rest of the cell. */
    interface OnCell extends Magic {
        /** Runs it on {@code body}; what it returns is the value of the cell. */
        @Nullable
        Object run(Call call, String body) throws Exception;
    }

    /**
     * One use of a magic.
     *
     * @param session the kernel's side
     * @param name the name it was called by
     * @param arguments its arguments, quotes resolved
     * @param text everything after the name, as it was typed; empty where the call came from Java
     * @param use what becomes of its value
     */
    record Call(NotebookSession session, String name, List<String> arguments, Optional<String> text, Use use) {
        public Call {
            arguments = List.copyOf(arguments);
        }

        /** What was typed after the name, or the arguments with spaces between. */
        public String line() {
            return text.orElseGet(() -> String.join(" ", arguments));
        }
    }

    /** What becomes of the value of a call: it is shown below the cell, or code takes it. */
    enum Use {
        SHOWN,
        TAKEN
    }

    /**
     * An argument that is being typed.
     *
     * @param session the kernel's side
     * @param before the arguments before it
     * @param prefix its characters so far
     */
    record Completing(NotebookSession session, List<String> before, String prefix) {}
}
