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
        String guide =
                "# A\n<!-- run\nint x = 1;\n-->\n```java\nx + 1\n```\n```\nno Java\n```\n```java not-run\nboom();\n```\n"
                        + "```java\nx + 2\n```\n";
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
