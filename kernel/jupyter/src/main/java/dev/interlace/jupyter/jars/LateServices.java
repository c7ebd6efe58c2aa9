package dev.interlace.jupyter.jars;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts of the Java platform that look for extensions once, at their first use: they must be told of what is added
 * later.
 */
final class LateServices {
    private static final Logger LOG = LoggerFactory.getLogger(LateServices.class);
    private static final String DRIVERS = "java.sql.DriverManager";
    private static final String DRIVER = "java.sql.Driver";
    private static final String IMAGES = "javax.imageio.ImageIO";

    private volatile boolean drivers;
    private volatile boolean images;

    /** Takes in that code asks for the class {@code name}. */
    void asked(String name) {
        drivers |= name.equals(DRIVERS);
        images |= name.equals(IMAGES);
    }

    /** Makes the extensions known that {@code loader} finds, where {@code brought} says that a new jar has some. */
    void offer(ClassLoader loader, Predicate<String> brought) {
        if (drivers && brought.test(DRIVER)) {
            load(DRIVER, loader);
        }
        if (images
                && (brought.test("javax.imageio.spi.ImageReaderSpi")
                        || brought.test("javax.imageio.spi.ImageWriterSpi"))) {
            scan(loader);
        }
    }

    // a driver registers itself when its class is initialised
    private static void load(String service, ClassLoader loader) {
        try {
            Iterator<?> found = ServiceLoader.load(Class.forName(service, false, loader), loader)
                    .iterator();
            while (next(found)) {
                LOG.debug("another {} was loaded", service);
            }
        } catch (ClassNotFoundException e) {
            LOG.debug("this Java has no {}", service);
        }
    }

    private static boolean next(Iterator<?> services) {
        try {
            if (services.hasNext()) {
                services.next();
                return true;
            }
            return false;
        } catch (ServiceConfigurationError | LinkageError e) {
            LOG.warn("an extension cannot be loaded: {}", e.toString());
            return true;
        }
    }

    private static void scan(ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class.forName(IMAGES, true, loader).getMethod("scanForPlugins").invoke(null);
        } catch (ReflectiveOperationException e) {
            LOG.warn("the image formats of an added jar cannot be registered: {}", e.toString());
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
