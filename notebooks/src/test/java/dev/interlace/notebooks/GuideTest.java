package dev.interlace.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuideTest {
    @Test
    void blocksRunInOrderWithWhatTheyNeedAndWithoutWhatCannotRun() {
        String guide = """
                # A
                <!-- run
                int x = 1;
                -->
                ```java
                x + 1
                ```
                ```
                no Java
                ```
                ```java not-run
                boom();
                ```
                ```java
                x + 2
                ```
                """;
        assertEquals(List.of("int x = 1;\n", "x + 1\n", "x + 2\n"), Guide.blocks(guide));
    }

    @Test
    void aGuideBecomesANotebookInAFolderOfItsOwn(@TempDir Path folder) throws IOException {
        Path guide = Files.writeString(folder.resolve("some.md"), "```java\n1 + 1\n```\n");
        Path notebook = Guide.notebook(guide, folder.resolve("out"));
        assertEquals(Path.of("some", "some.ipynb"), folder.resolve("out").relativize(notebook));
        assertTrue(Files.readString(notebook).contains("\"source\":\"1 + 1\""), Files.readString(notebook));
    }
}
