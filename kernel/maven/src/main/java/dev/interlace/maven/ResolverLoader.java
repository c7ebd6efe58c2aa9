package dev.interlace.maven;

import dev.interlace.maven.resolver.Resolver;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Loads Maven's resolver from the folder {@code maven-resolver} of this module's jar, where no other loader looks.
 *
 * <p>A notebook never sees these classes, so that it can load other versions of the same libraries; and a kernel that
 * uses no Maven magic does not open them.
 */
final class ResolverLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String FOLDER = "maven-resolver/";
    private static final String OWN = "dev.interlace.maven.mima.";
    private static final String ENTRY = OWN + "MimaResolver";

    private final ClassLoader outside;

    private ResolverLoader(ClassLoader outside) {
        super("maven-resolver", outside);
        this.outside = outside;
    }

    /** Maven's resolver in a loader of its own. */
    static Resolver load() {
        try {
            ResolverLoader loader = new ResolverLoader(ResolverLoader.class.getClassLoader());
            return (Resolver) loader.loadClass(ENTRY).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("Maven's resolver cannot be loaded from interlace-maven's jar: " + e, e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            String file = name.replace('.', '/') + ".class";
            URL place = outside.getResource(name.startsWith(OWN) ? file : FOLDER + file);
            return place == null ? super.loadClass(name, resolve) : define(name, place);
        }
    }

    private Class<?> define(String name, URL place) throws ClassNotFoundException {
        try (InputStream in = place.openStream()) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = outside.getResource(FOLDER + name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Enumeration<URL> own = outside.getResources(FOLDER + name);
        return own.hasMoreElements() ? own : super.getResources(name);
    }
}
