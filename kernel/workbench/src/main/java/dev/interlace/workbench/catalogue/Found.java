package dev.interlace.workbench.catalogue;

import dev.interlace.spi.Features;
import dev.interlace.spi.Methods;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.PluginException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A method that was looked up, together with the plugin that brings it.
 *
 * @param plugin its line in the registry
 * @param method the method
 * @param methods those that it may work with
 * @param <M> its service type
 */
public record Found<M>(Plugin plugin, M method, Methods methods) {
    /** A method that works with those of the class path. */
    public Found(Plugin plugin, M method) {
        this(plugin, method, Methods.ON_CLASS_PATH);
    }

    /** The Java that names the method in a call of the lab: its id, or a new object of a cell's class. */
    public String written() {
        return plugin.source().origin() == PluginSource.Origin.CELL
                ? "new " + Reasons.nameOf(method.getClass()) + "()"
                : "\"" + plugin.id() + "\"";
    }

    /**
     * Calls into the plugin.
     *
     * @throws PluginException when the plugin's classes do not fit together, when it stumbles over its own code or
     *     gives null; names the id, the class, where it comes from and what to do
     */
    public <R> R call(Function<? super M, ? extends R> use) {
        try {
            return given(use.apply(method));
        } catch (NullPointerException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | ClassCastException
                | ArrayStoreException
                | ArithmeticException e) {
            throw new PluginException(
                    plugin.id(),
                    Reasons.of(e) + ", in " + author() + "; this is a fault of the plugin, not of the call",
                    e);
        } catch (LinkageError e) {
            throw new PluginException(
                    plugin.id(),
                    Reasons.of(e) + ", in " + plugin.source().name()
                            + "; the jar was compiled against another version of a library, lacks one, or was changed"
                            + " after it was added: build it against this version of Interlace and add it again",
                    e);
        } catch (StackOverflowError e) {
            throw new PluginException(
                    plugin.id(),
                    "endless recursion, in " + plugin.source().name()
                            + "; this is a fault of the plugin, not of the cell",
                    e);
        }
    }

    /** Rows for the method: a copy where a jar or a cell brought it, so that it cannot change its caller's. */
    public MultimodalBatch rows(MultimodalBatch batch) {
        return plugin.source().isForeign() ? batch.copy() : batch;
    }

    /** Rows of one modality for the method, see {@link #rows(MultimodalBatch)}. */
    public Features rows(Features features) {
        return plugin.source().isForeign() ? features.copy() : features;
    }

    private <R> R given(@Nullable R result) {
        if (result == null) {
            throw new PluginException(
                    plugin.id(),
                    "it gave null where a result is due, in " + author() + "; a method never returns null");
        }
        return result;
    }

    private String author() {
        return Reasons.nameOf(method.getClass()) + " from " + plugin.source().name();
    }
}
