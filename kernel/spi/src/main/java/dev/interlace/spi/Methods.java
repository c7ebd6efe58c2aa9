package dev.interlace.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The methods that there are, for a method that works with another one by its id. */
@FunctionalInterface
public interface Methods {
    /** Those on the class path of the kind itself; jars that were added at run time are not among them. */
    Methods ON_CLASS_PATH = kind -> {
        List<Method<?>> found = new ArrayList<>();
        ServiceLoader.load(kind, kind.getClassLoader()).forEach(method -> found.add((Method<?>) method));
        return found;
    };

    /**
     * All methods of a kind.
     *
     * @param kind a service type, for instance {@code FusionMethod.class}
     */
    List<Method<?>> of(Class<?> kind);
}
