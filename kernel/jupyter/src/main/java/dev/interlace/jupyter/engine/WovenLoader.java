package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.jars.NotebookJars;
import dev.interlace.jupyter.jars.NotebookLoader;

/** A loader whose added jars are woven as cells are: an interrupt stops their code, and they cannot end the process. */
public abstract class WovenLoader extends NotebookLoader {
    static {
        registerAsParallelCapable();
    }

    /** A loader of {@code jars}, of which those that were added are woven. */
    protected WovenLoader(String name, NotebookJars jars, ClassLoader parent) {
        super(name, jars, parent, Weaver::weave);
    }
}
