package dev.interlace.jupyter.magic;

import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.magic.builtin.BuiltIn;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers the magics of a kernel: the built-in ones, those that jars bring, and those of its configuration. */
public final class Magics {
    private static final Logger LOG = LoggerFactory.getLogger(Magics.class);

    private Magics() {}

    /** Every magic; a later one replaces an earlier one of the same name. */
    public static List<Magic> all(KernelConfig config) {
        List<Magic> magics = new ArrayList<>(BuiltIn.all());
        magics.addAll(of(config.parent()));
        magics.addAll(config.magics());
        return magics;
    }

    /** The magics that are services of {@code loader}. */
    public static List<Magic> of(ClassLoader loader) {
        List<Magic> magics = new ArrayList<>();
        Iterator<Magic> services = ServiceLoader.load(Magic.class, loader).iterator();
        boolean more = true;
        while (more) {
            try {
                more = services.hasNext();
                if (more) {
                    magics.add(services.next());
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                LOG.warn("a magic cannot be loaded: {}", e.toString());
            }
        }
        return magics;
    }
}
