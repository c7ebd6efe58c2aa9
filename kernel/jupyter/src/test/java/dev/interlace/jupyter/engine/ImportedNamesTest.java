package dev.interlace.jupyter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportedNamesTest {
    private final ImportedNames names = new ImportedNames(
            ImportedNamesTest.class.getClassLoader(),
            List.of("java.util.*", "java.util.regex.*"),
            List.of("dev.interlace.jupyter.display.*", "dev.interlace.jupyter.jars.JarIndex"));

    private String need(String name, String... onDemand) {
        ImportedNames.Need need = names.need(name, List.of(onDemand));
        return need.found() ? need.fullName().orElse("nothing") : "unknown";
    }

    @Test
    void anOfferedNameIsImportedWhereNothingElseHasIt() {
        assertEquals("dev.interlace.jupyter.display.Markdown", need("Markdown"));
        assertEquals("dev.interlace.jupyter.jars.JarIndex", need("JarIndex"));
        assertEquals("nothing", need("Matcher"));
        assertEquals("nothing", need("String"));
        assertEquals("unknown", need("NoSuchName"));
    }

    @Test
    void anImportOfTheUserOnDemandComesBeforeTheDefaultsAndTheOffered() {
        assertEquals("java.awt.List", need("List", "java.util.*", "java.awt.*"));
        assertEquals("nothing", need("Renderer", "javax.swing.*"));
        assertEquals("nothing", need("List", "java.util.*"));
    }

    @Test
    void ofTwoImportsOfTheUserTheCompilerSaysThatTheyAreAmbiguous() {
        assertEquals("nothing", need("List", "java.awt.*", "com.sun.tools.javac.util.*"));
    }

    @Test
    void aClassThatIsNotPublicExplainsNothing() {
        assertEquals("unknown", need("RecordParts"));
    }

    @Test
    void theMembersOfAClassCanBeImportedOnDemand() {
        assertEquals("nothing", need("Entry", "java.util.Map.*"));
        assertEquals(
                Optional.empty(),
                names.need("Entry", List.of("java.util.Map.*")).fullName());
    }
}
