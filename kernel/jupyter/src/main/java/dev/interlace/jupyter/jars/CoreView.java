package dev.interlace.jupyter.jars;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What cells see of the kernel's own class path: the kernel's API and the modules of the Java platform. The libraries
 * that the kernel itself needs are hidden, so that cells can use other versions of them.
 */
public final class CoreView extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String API = "dev.interlace.jupyter.";
    private static final String API_FOLDER = "dev/interlace/jupyter/";

    private final ClassLoader core;

    /** A view on what {@code core} loads. */
    public CoreView(ClassLoader core) {
        super("core", core);
        this.core = core;
    }

    /** The packages of modules that the application's loader defines, the compiler's and JShell's among them. */
    private static final class Modules {
        private static final Set<String> PACKAGES = packages();

        private static Set<String> packages() {
            Set<String> names = new HashSet<>();
            for (Module module : ModuleLayer.boot().modules()) {
                if (module.getClassLoader() == ClassLoader.getSystemClassLoader()) {
                    names.addAll(module.getPackages());
                }
            }
            return names;
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(API)) {
            return core.loadClass(name);
        }
        try {
            return getPlatformClassLoader().loadClass(name);
        } catch (ClassNotFoundException e) {
            int dot = name.lastIndexOf('.');
            if (dot > 0 && Modules.PACKAGES.contains(name.substring(0, dot))) {
                return core.loadClass(name);
            }
            throw e;
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL platform = getPlatformClassLoader().getResource(name);
        return platform == null && isVisible(name) ? core.getResource(name) : platform;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return (isVisible(name) ? core : getPlatformClassLoader()).getResources(name);
    }

    private static boolean isVisible(String name) {
        int slash = name.lastIndexOf('/');
        return name.startsWith(API_FOLDER)
                || (slash > 0
                        && Modules.PACKAGES.contains(name.substring(0, slash).replace('/', '.')));
    }
}
