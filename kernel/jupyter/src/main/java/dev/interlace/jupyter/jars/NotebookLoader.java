package dev.interlace.jupyter.jars;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes and resources of {@link NotebookJars}: one loader for what ships and what users add, so that a
 * library finds its extensions whoever brought them.
 */
public abstract class NotebookLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final Logger LOG = LoggerFactory.getLogger(NotebookLoader.class);

    private final NotebookJars jars;
    private final UnaryOperator<byte[]> weaver;
    private final LateServices late = new LateServices();

    /**
     * A loader of {@code jars}.
     *
     * @param weaver rewrites the class files of jars that users have added
     */
    protected NotebookLoader(String name, NotebookJars jars, ClassLoader parent, UnaryOperator<byte[]> weaver) {
        super(name, new URL[0], parent);
        this.jars = jars;
        this.weaver = weaver;
    }

    /** The jars that it loads from. */
    public final NotebookJars jars() {
        return jars;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.sql.Dr") || name.startsWith("javax.imageio.ImageIO")) {
            late.asked(name);
        }
        return super.loadClass(name, resolve);
    }

    /** Tells those parts of Java that look for extensions once, and have looked already, what {@code entry} brings. */
    public final void offer(Path entry) {
        late.offer(
                this,
                service -> jars.holding("META-INF/services/" + service).stream()
                        .anyMatch(jar -> jar.path().equals(entry)));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String entry = name.replace('.', '/') + ".class";
        try {
            for (NotebookJar jar : jars.holding(entry)) {
                Optional<byte[]> plain = jar.read(entry);
                if (plain.isPresent()) {
                    jar.use(name);
                    byte[] code = jar.origin() == NotebookJar.Origin.ADDED ? weaver.apply(plain.get()) : plain.get();
                    definePackage(name, jar);
                    return defineClass(name, code, 0, code.length, jar.source());
                }
            }
        } catch (IOException e) {
            throw new ClassNotFoundException(name + ": " + e.getMessage(), e);
        }
        throw new ClassNotFoundException(name);
    }

    private void definePackage(String className, NotebookJar jar) throws IOException {
        int dot = className.lastIndexOf('.');
        String name = dot < 0 ? "" : className.substring(0, dot);
        if (dot < 0 || getDefinedPackage(name) != null) {
            return;
        }
        Manifest manifest = jar.manifest();
        try {
            if (manifest == null) {
                definePackage(name, null, null, null, null, null, null, null);
            } else {
                definePackage(name, manifest, null);
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("another thread has defined the package {}", name);
        }
    }

    @Override
    public @Nullable URL findResource(String name) {
        Enumeration<URL> all = found(name, true);
        return all.hasMoreElements() ? all.nextElement() : null;
    }

    @Override
    public Enumeration<URL> findResources(String name) {
        return found(name, false);
    }

    private Enumeration<URL> found(String name, boolean firstOnly) {
        List<URL> all = new ArrayList<>();
        String entry = name.startsWith("/") ? name.substring(1) : name;
        for (NotebookJar jar : jars.holding(entry)) {
            try {
                Optional<URL> url = jar.find(entry);
                if (url.isPresent()) {
                    if (!NotebookJars.isClass(entry) && !entry.startsWith("META-INF/") && entry.contains("/")) {
                        jar.use(entry);
                    }
                    all.add(url.get());
                    if (firstOnly) {
                        break;
                    }
                }
            } catch (IOException e) {
                LOG.debug("{} cannot be read: {}", jar, e.toString());
            }
        }
        return Collections.enumeration(all);
    }

    /** The jars and folders, in the order in which classes are looked for. */
    @Override
    public URL[] getURLs() {
        List<URL> urls = new ArrayList<>();
        for (Path entry : jars.entries()) {
            try {
                urls.add(entry.toUri().toURL());
            } catch (MalformedURLException e) {
                LOG.debug("{} is no URL", entry);
            }
        }
        return urls.toArray(URL[]::new);
    }
}
