package dev.interlace.workbench.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.testkit.PluginJarContract;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginClassLoaderTest {
    /** A project is tested without the notebook, so its testkit keeps the list a second time. */
    @Test
    void theTestkitLoadsAJarWithWhatTheNotebookSharesAndLogging() throws ReflectiveOperationException {
        Field shared = PluginJarContract.class.getDeclaredField("SHARED");
        shared.setAccessible(true);
        List<String> expected = new ArrayList<>(PluginClassLoader.SHARED);
        expected.add("org.slf4j.");
        assertEquals(expected, shared.get(null));
    }
}
