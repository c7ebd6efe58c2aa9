package dev.interlace.spi.experiment;

import dev.interlace.spi.Method;
import dev.interlace.spi.OptionsSchema;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A method with the options that were given for it.
 *
 * @param method the method
 * @param options by name; those that are not given have their defaults
 * @param additions what the user has put beside the options, by name, for instance the member of a modality; a fit of
 *     the {@link Trial} takes it along
 * @param <M> the kind of the method
 */
public record Chosen<M extends Method<?>>(M method, Map<String, ?> options, Map<String, String> additions) {
    public Chosen {
        Objects.requireNonNull(method);
        options = Map.copyOf(options);
        additions = Collections.unmodifiableMap(new TreeMap<>(additions));
    }

    /** The id of the method. */
    public String id() {
        return method.descriptor().id();
    }

    /** The id of the method and what was given, for instance {@code fusion/gated {hidden=8}}. */
    public String name() {
        Map<String, Object> given = new TreeMap<>(options);
        given.putAll(additions);
        return given.isEmpty() ? id() : id() + " " + given;
    }

    /** Whether the method has an option of that name. */
    public boolean has(String option) {
        return method.descriptor().schema().options().stream()
                .map(OptionsSchema.Option::name)
                .anyMatch(option::equals);
    }

    /** The same method with other values for some of its options. */
    public Chosen<M> with(Map<String, ?> changes) {
        Map<String, Object> all = new HashMap<>(options);
        all.putAll(changes);
        return new Chosen<>(method, all, additions);
    }
}
