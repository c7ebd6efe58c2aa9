package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.display.Callee;
import dev.interlace.spi.Features;
import dev.interlace.spi.Methods;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.PluginException;
import dev.interlace.spi.Raw;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A method that was looked up, together with the plugin that brings it.
 *
 * @param plugin its line in the registry
 * @param method the method
 * @param methods those that it may work with
 * @param <M> its service type
 */
public record Found<M>(Plugin plugin, M method, Methods methods) {
    private static final String FAULT = "; this is a fault of the plugin, not of the call";

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

    /** The same plugin's method in another state, for instance fitted. */
    public <N> Found<N> with(N other) {
        return new Found<>(plugin, other, methods);
    }

    /**
     * Calls into the plugin.
     *
     * @throws PluginException when the plugin's classes do not fit together, when it stumbles over its own code, throws
     *     what is no refusal of its input, or gives null; names the id, the class, where it comes from and what to do.
     *     After repeated faults a plugin from outside is called no more
     */
    public <R> R call(Function<? super M, ? extends R> use) {
        if (plugin.faults().isQuarantined()) {
            throw new PluginException(plugin.id(), plugin.faults().words() + " (" + author() + ")");
        }
        CalledPlugins.note(plugin);
        try {
            return plugin.source().isForeign()
                    ? Callee.named(
                            "the plugin " + plugin.id() + " " + plugin.version() + " "
                                    + plugin.source().words(),
                            () -> given(use.apply(method)))
                    : given(use.apply(method));
        } catch (Throwable e) {
            throw told(e);
        }
    }

    /** What is thrown where the plugin gave what it must not give; {@code what} says what and what it should be. */
    public PluginException wrong(String what) {
        return new PluginException(plugin.id(), what + ", in " + author() + FAULT);
    }

    private RuntimeException told(Throwable thrown) {
        RuntimeException told = Blame.of(thrown, plugin.source(), method.getClass())
                .map(blame -> blame.told(plugin))
                .orElseGet(() -> Blame.passed(thrown));
        if (told instanceof PluginException fault
                && plugin.source().isForeign()
                && fault.pluginId().equals(plugin.id())) {
            plugin.faults().add(String.valueOf(fault.getMessage()));
        }
        return told;
    }

    /** Rows for the method: a copy where a jar or a cell brought it, so that it cannot change its caller's. */
    public MultimodalBatch rows(MultimodalBatch batch) {
        return plugin.source().isForeign() ? batch.copy() : batch;
    }

    /** Rows of one modality for the method, see {@link #rows(MultimodalBatch)}. */
    public Features rows(Features features) {
        return plugin.source().isForeign() ? features.copy() : features;
    }

    /** Numbers for the method, see {@link #rows(MultimodalBatch)}. */
    public INDArray rows(INDArray numbers) {
        return plugin.source().isForeign() ? numbers.dup() : numbers;
    }

    /** A raw column for the method, see {@link #rows(MultimodalBatch)}; all but numbers is immutable by itself. */
    public Raw rows(Raw raw) {
        return raw instanceof Raw.Numbers numbers ? new Raw.Numbers(rows(numbers.features())) : raw;
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
