package dev.interlace.app.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownTest {
    @TempDir
    private Path folder;

    private String html(String source) {
        return new Markdown(folder).html(source, new JsonObject());
    }

    @Test
    void tablesAndEmphasisAreRendered() {
        assertTrue(html("| a | b |\n|---|---|\n| 1 | *2* |").contains("<td><em>2</em></td>"));
    }

    @Test
    void underscoresInFormulasAreNoEmphasis() {
        String html = html("$a_b$ and $c_d$");
        assertTrue(html.contains("<msub><mi>a</mi><mi>b</mi></msub>"), html);
        assertFalse(html.contains("<em>"), html);
    }

    @Test
    void amountsOfMoneyAndCodeAreNoFormulas() {
        assertEquals("<p>from $5 to $6</p>\n", html("from $5 to $6"));
        assertEquals("<p><code>$x$</code></p>\n", html("`$x$`"));
        assertTrue(html("```\n$x$\n```").contains("$x$"));
    }

    @Test
    void aPictureBesideTheNotebookIsInlined() throws IOException {
        Files.write(folder.resolve("dot.png"), new byte[] {1, 2, 3});
        assertTrue(html("![dot](dot.png)").contains("src=\"data:image/png;base64,AQID\""));
    }

    @Test
    void aPictureOutsideTheFolderIsNot() {
        assertTrue(html("![x](../x.png)").contains("src=\"../x.png\""));
    }

    @Test
    void anAttachedPictureIsInlined() {
        JsonObject attachments = JsonParser.parseString("{\"a.png\":{\"image/png\":\"AQID\\n\"}}")
                .getAsJsonObject();
        assertTrue(new Markdown(folder)
                .html("![a](attachment:a.png)", attachments)
                .contains("src=\"data:image/png;base64,AQID\""));
    }
}
