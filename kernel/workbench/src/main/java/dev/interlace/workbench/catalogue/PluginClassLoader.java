package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.engine.WovenLoader;
import dev.interlace.jupyter.jars.NotebookJars;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads one plugin. What it shares with the kernel (Java itself, the plugin interfaces, learning and tensors) comes
 * from the kernel; everything else comes from its own jar first, so that two plugins can bring two versions of a
 * library. Its code is woven as that of cells is.
 */
final class PluginClassLoader extends WovenLoader {
    /** What a plugin must not have a second copy of. */
    static final List<String> SHARED = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "dev.interlace.spi.",
            "dev.interlace.learn.",
            "org.nd4j.",
            "org.bytedeco.",
            "org.jspecify.");

    private static final String SERVICES = "META-INF/services/dev.interlace.";

    static {
        registerAsParallelCapable();
    }

    PluginClassLoader(String name, NotebookJars jars, ClassLoader kernel) {
        super(name, jars, kernel);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SHARED.stream().anyMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> type = findLoadedClass(name);
            if (type == null) {
                type = ownOrKernel(name);
            }
            if (resolve) {
                resolveClass(type);
            }
            return type;
        }
    }

    private Class<?> ownOrKernel(String name) throws ClassNotFoundException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return getParent().loadClass(name);
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own != null || name.startsWith(SERVICES) ? own : super.getResource(name);
    }

    /** The kernel's own plugins are not this plugin's. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (name.startsWith(SERVICES)) {
            return findResources(name);
        }
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        Collections.list(getParent().getResources(name)).stream()
                .filter(url -> !all.contains(url))
                .forEach(all::add);
        return Collections.enumeration(all);
    }
}
