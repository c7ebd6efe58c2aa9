package dev.interlace.workbench.models;

import dev.interlace.spi.Method;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.workbench.catalogue.Found;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A method with the options and the seed that were chosen for it.
 *
 * @param found the method
 * @param options what was given; the rest is by default
 * @param seed of everything that the method draws
 * @param <M> its service type
 */
public record Selection<M extends Method<?>>(Found<M> found, Map<String, ?> options, long seed) {
    public Selection {
        options = Map.copyOf(options);
        schema(found).parse(options); // a wrong option is told here, not after a long cell
    }

    private static OptionsSchema<?> schema(Found<? extends Method<?>> found) {
        return found.method().descriptor().schema();
    }

    /** The id of the method. */
    public String id() {
        return found.plugin().id();
    }

    /** The id of the method as tables say it, see {@link dev.interlace.workbench.catalogue.Plugin#named}. */
    String named() {
        return found.plugin().named();
    }

    /** The id of the method, with its jar where it has taken the place of one that ships, and the given options. */
    public String name() {
        return options.isEmpty() ? named() : named() + " " + new TreeMap<>(options);
    }

    /** The same method and seed with other options in the place of those that were given. */
    public Selection<M> options(Map<String, ?> others) {
        return new Selection<>(found, others, seed);
    }

    /** The same method and options under another seed. */
    public Selection<M> seed(long other) {
        return new Selection<>(found, options, other);
    }

    /** Calls into the plugin, see {@link Found#call}. */
    public <R> R call(Function<? super M, ? extends R> use) {
        return found.call(use);
    }
}
