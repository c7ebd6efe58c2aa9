package dev.interlace.jupyter;

import dev.interlace.jupyter.comm.Comms;
import dev.interlace.jupyter.display.Captured;
import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Rendering;
import dev.interlace.jupyter.engine.Debuggee;
import dev.interlace.jupyter.engine.SourceName;
import dev.interlace.jupyter.jars.ClassPathChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What running code may ask of the kernel that runs it: evaluation, class path, magics, comms, past results. */
public interface NotebookSession {
    /** The session that the calling thread's cell belongs to; empty outside a kernel. */
    static Optional<NotebookSession> current() {
        return CurrentCell.get().filter(Output.class::isInstance).map(output -> ((Output) output).session());
    }

    /** The output of a cell, with what only a kernel offers. */
    interface Output extends CellOutput {
        /** The session that runs the cell. */
        NotebookSession session();

        /** Prints to the cell's stdout. */
        void print(String text);

        /** Asks the user for a line; throws where the front end does not allow it. */
        String readLine(String prompt, Echo echo);

        /** Shows {@code data} in the front end's pager when the cell has ended. */
        void page(DisplayData data, int startLine);

        /** Runs {@code code} and keeps what it prints and shows from being seen; its value is shown last. */
        Captured captured(Supplier<@Nullable Object> code);

        /** Runs {@code code}; what it prints and shows goes to {@code sink} and not below the cell. */
        @Nullable
        Object redirected(Sink sink, Supplier<@Nullable Object> code);

        /** Shows {@code data} below the cell as the thing that {@code displayId} updates. */
        void display(String displayId, DisplayData data);

        /** The same place for what comes when the cell has ended: no interrupt of the cell reaches it. */
        Output afterwards();

        /** Interrupts what runs for this output, and nothing else. */
        void interrupt();

        /** Proposes the text of the next cell. */
        void setNextInput(String text);
    }

    /** A place other than the cell for what code prints and shows; called from any thread. */
    interface Sink {
        /** Takes what is printed, to stdout or stderr. */
        void print(String text);

        /** Takes something new, which may be updated under {@code id}. */
        void display(String id, DisplayData data);

        /** Takes what replaces the thing called {@code id}, which may stand elsewhere. */
        void update(String id, DisplayData data);

        /** Removes what it has taken. */
        void clear();
    }

    /** Whether the front end shows what is typed. */
    enum Echo {
        SHOWN,
        HIDDEN
    }

    /** A variable that cells have declared. */
    record Variable(String name, String type, Optional<Object> value) {}

    /** Evaluates the text of a cell in the user's scope and returns the live value of its last expression. */
    @Nullable
    Object eval(String source);

    /** Evaluates the text of a cell, whose errors call it {@code name}. */
    @Nullable
    default Object eval(String source, SourceName name) {
        return eval(source);
    }

    /** The stack trace of {@code thrown} in terms of cells; empty where it cannot be told. */
    default Optional<String> trace(Throwable thrown) {
        return Optional.empty();
    }

    /** Signature and documentation of what {@code name} means in a cell; empty where nothing is known. */
    default Optional<String> document(String name) {
        return Optional.empty();
    }

    /** Declares a variable of a cell, in place of one of that name, and gives it a value. */
    default void declare(String type, String name, Object value) {
        throw new UnsupportedOperationException("this session declares no variables");
    }

    /** The file that {@code path} means to magics: one relative to the folder that they were sent to. */
    default Path resolve(String path) {
        return Path.of(path);
    }

    /** Sends magics to another folder. */
    default void enter(Path folder) {
        throw new UnsupportedOperationException("this session has no folder of its own");
    }

    /** The running cells as a debugger sees them; empty where there is no debugger. */
    default Optional<Debuggee> debuggee() {
        return Optional.empty();
    }

    /** Runs a line magic as it is typed, without the percent sign. */
    @Nullable
    Object lineMagic(String call);

    /** Runs a line magic as it is typed, without the percent sign, and shows what it has to show. */
    default void showLineMagic(String call) {
        lineMagic(call);
    }

    /** Runs a line magic. */
    @Nullable
    Object lineMagic(String name, List<String> arguments);

    /** Runs a cell magic. */
    @Nullable
    Object cellMagic(String name, List<String> arguments, String body);

    /** The magics that cells can call, by name. */
    List<? extends NotebookCommand> magics();

    /** The value of a past cell by its number; only the last ones are kept. */
    Optional<Object> result(int number);

    /** The variables that cells have declared, in order of declaration. */
    List<Variable> variables();

    /**
     * Something that a cell has declared and that can be used, or a start-up import.
     *
     * @param kind what it is
     * @param name its name
     * @param text how it is declared, in short
     */
    record Declaration(Kind kind, String name, String text) {
        /** What can be declared. */
        public enum Kind {
            VARIABLE,
            METHOD,
            TYPE,
            IMPORT
        }
    }

    /** Everything that is declared, in order. */
    List<Declaration> declarations();

    /**
     * A type that a cell has declared.
     *
     * @param name its simple name
     * @param source its text
     */
    record TypeSource(String name, String source) {}

    /** The types that cells have declared and that are usable, in order. */
    default List<TypeSource> types() {
        return List.of();
    }

    /** Forgets what is called {@code name}, methods of all parameters; false where nothing is. */
    boolean drop(String name);

    /** Forgets everything that cells have declared. */
    void reset();

    /**
     * Lets cells see the classes of a jar or folder, in front of other versions of the same library as long as nothing
     * of those is in use.
     *
     * @throws IOException if it cannot be read
     */
    ClassPathChange addToClassPath(Path entry, ClassPathChange.Wish wish) throws IOException;

    /** What cells have added to the class path, in order. */
    List<Path> classPath();

    /** The loader of everything that cells can see. */
    ClassLoader classLoader();

    /** Turns values into what is shown. */
    Rendering rendering();

    /** The channels to the front end. */
    Comms comms();

    /** What has been run. */
    History history();
}
