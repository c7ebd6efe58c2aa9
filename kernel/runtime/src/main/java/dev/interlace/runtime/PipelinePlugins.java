package dev.interlace.runtime;

import dev.interlace.spi.Encoder;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.Method;
import dev.interlace.spi.Methods;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The methods and encoders that a pipeline is read with.
 *
 * @param methods those that there are
 * @param marks says which build of a method it is
 */
public record PipelinePlugins(Methods methods, Function<Method<?>, PluginMark> marks) {
    /** Those on the class path. */
    public static PipelinePlugins onClassPath() {
        return new PipelinePlugins(Methods.ON_CLASS_PATH, PluginMark::of);
    }

    FusionMethod<?> fusion(PluginMark wanted) {
        return (FusionMethod<?>) find(FusionMethod.class, "fusion method", wanted);
    }

    Encoder<?> encoder(PluginMark wanted) {
        return (Encoder<?>) find(Encoder.class, "encoder", wanted);
    }

    List<? extends FusionMethod<?>> members() {
        return methods.of(FusionMethod.class).stream()
                .<FusionMethod<?>>map(method -> (FusionMethod<?>) method)
                .toList();
    }

    private Method<?> find(Class<?> kind, String what, PluginMark wanted) {
        Map<String, Method<?>> known = new TreeMap<>();
        methods.of(kind).forEach(method -> known.put(method.descriptor().id(), method));
        Method<?> found = known.get(wanted.id());
        if (found == null) {
            throw new IllegalArgumentException("the pipeline needs the " + what + " " + wanted.id() + " "
                    + wanted.version() + ", which was read from " + wanted.from()
                    + "; put the jar that brings it on the class path, or add it in the notebook. There are: "
                    + (known.isEmpty() ? "none" : String.join(", ", known.keySet())));
        }
        return found;
    }
}
