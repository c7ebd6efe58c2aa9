package dev.interlace.jupyter.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of one method of woven code: what the debugger knows of it before it runs. */
final class Probe {
    private final String wrapper;
    private final String method;
    private final int rawLine;
    private final List<Local> locals;
    private volatile @Nullable Place place;
    private volatile boolean armed;
    private volatile String condition = "";

    /**
     * A line that has no place in a cell yet.
     *
     * @param wrapper name of the class that JShell put around the snippet
     * @param method name of the method
     * @param rawLine line in the wrapper's source
     * @param locals the variables whose values the woven code passes, in order
     */
    Probe(String wrapper, String method, int rawLine, List<Local> locals) {
        this.wrapper = wrapper;
        this.method = method;
        this.rawLine = rawLine;
        this.locals = List.copyOf(locals);
    }

    String wrapper() {
        return wrapper;
    }

    String method() {
        return method;
    }

    int rawLine() {
        return rawLine;
    }

    List<Local> locals() {
        return locals;
    }

    /** Where it stands; null for code that no cell shows. */
    @Nullable
    Place place() {
        return place;
    }

    void standsAt(Place known) {
        place = known;
    }

    boolean isArmed() {
        return armed;
    }

    void disarm() {
        armed = false;
    }

    /** Makes it a breakpoint, that of {@code when} alone unless that is empty. */
    void arm(String when) {
        condition = when;
        armed = true;
    }

    String condition() {
        return condition;
    }
}
