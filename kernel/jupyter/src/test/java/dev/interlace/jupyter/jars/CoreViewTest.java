package dev.interlace.jupyter.jars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class CoreViewTest {
    private final CoreView view = new CoreView(CoreViewTest.class.getClassLoader());

    @Test
    void cellsSeeTheApiAndThePlatformWithTheCompiler() throws Exception {
        assertSame(JarIndex.class, view.loadClass(JarIndex.class.getName()));
        assertSame(String.class, view.loadClass("java.lang.String"));
        assertEquals(
                "jdk.compiler",
                view.loadClass("com.sun.source.tree.Tree").getModule().getName());
        assertEquals("java.sql", view.loadClass("java.sql.Driver").getModule().getName());
        assertNotNull(view.getResource("dev/interlace/jupyter/jars/JarIndex.class"));
    }

    @Test
    void theLibrariesOfTheCoreAreHidden() throws Exception {
        for (String hidden :
                new String[] {"com.google.gson.Gson", "org.objectweb.asm.ClassReader", "org.slf4j.Logger"}) {
            assertThrows(ClassNotFoundException.class, () -> view.loadClass(hidden), hidden);
            String file = hidden.replace('.', '/') + ".class";
            assertNull(view.getResource(file), file);
            assertEquals(0, Collections.list(view.getResources(file)).size(), file);
        }
    }
}
