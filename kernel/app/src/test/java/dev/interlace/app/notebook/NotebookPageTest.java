package dev.interlace.app.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NotebookPageTest {
    private static final String NOTEBOOK = """
            {"cells":[
             {"cell_type":"markdown","metadata":{},"source":["# Title\\n","text"]},
             {"cell_type":"code","execution_count":3,"metadata":{"tags":["a"]},"source":"var x = 1; // one","outputs":[
              {"output_type":"stream","name":"stdout","text":["10 %\\r","20 %\\n"]},
              {"output_type":"display_data","metadata":{},"data":{"text/plain":"plain","text/html":["<b>rich</b>"]}},
              {"output_type":"display_data","metadata":{},"data":{"text/plain":"plain","image/png":"AQ\\nID"}},
              {"output_type":"error","ename":"E","evalue":"v","traceback":["\\u001b[31mred\\u001b[0m <x>"]}]}],
             "metadata":{"author":"someone"},"nbformat":4,"nbformat_minor":4}
            """;

    private static String page() throws IOException {
        return NotebookPage.html(Notebook.parse(NOTEBOOK, "test"), "a & b", Path.of("."), "<!--shared-->");
    }

    @Test
    void everyCellAndOutputStandsOnThePage() throws IOException {
        String page = page();
        assertTrue(page.contains("<title>a &amp; b</title>"));
        assertTrue(page.contains("<h1>Title</h1>"));
        assertTrue(page.contains("<span class=\"keyword\">var</span> x"));
        assertTrue(page.contains("<span class=\"comment\">// one</span>"));
        assertTrue(page.contains("[3]"));
    }

    @Test
    void theRichestRepresentationIsShown() throws IOException {
        String page = page();
        assertTrue(page.contains("<b>rich</b>"));
        assertTrue(page.contains("src=\"data:image/png;base64,AQID\""));
        assertFalse(page.contains("plain</pre>"));
    }

    @Test
    void aCarriageReturnWritesOverItsLine() throws IOException {
        assertTrue(page().contains("<pre class=\"stream stdout\">20 %"));
    }

    @Test
    void coloursOfErrorsAreKeptAndTheirTextIsEscaped() throws IOException {
        assertTrue(page().contains("<span class=\"ansi31\">red</span> &lt;x&gt;"));
    }

    @Test
    void aDiagramBringsWhatDrawsItOnce() throws IOException {
        String text = "```mermaid\\nflowchart LR\\n  A --> B\\n```\\n";
        String cell = "{\"cell_type\":\"markdown\",\"metadata\":{},\"source\":\"" + text + "\"}";
        String notebook = "{\"cells\":[" + cell + "," + cell + "],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":4}";
        String page = NotebookPage.html(Notebook.parse(notebook, "test"), "diagram", Path.of("."), "");
        assertTrue(
                page.contains("<pre><code class=\"language-mermaid\">flowchart LR\n  A --&gt; B"), "the code itself");
        assertEquals(2, page.split("mermaid.initialize\\(\\{ startOnLoad: false", -1).length, "drawn by one script");
        assertFalse(page().contains("mermaid"), "a notebook without diagrams does not carry the library");
    }

    @Test
    void thePageNamesNoOtherAddress() throws IOException {
        assertFalse(page().contains("http"), "the page must not load anything");
    }

    @Test
    void anOlderNotebookGetsIdsAndKeepsItsMetadata() throws IOException {
        String json = Notebook.parse(NOTEBOOK, "test").json();
        assertTrue(json.contains("\"nbformat_minor\": 5"));
        assertTrue(json.contains("\"id\": \"cell-1\"") && json.contains("\"id\": \"cell-2\""));
        assertTrue(json.contains("\"author\": \"someone\""));
        assertEquals(json, Notebook.parse(json, "again").json());
    }

    @Test
    void anotherFormatIsRejected() {
        IOException e = assertThrows(
                IOException.class, () -> Notebook.parse("{\"nbformat\":3,\"worksheets\":[]}", "old.ipynb"));
        assertEquals(
                "old.ipynb: a notebook must have nbformat 4, got 3; open it in JupyterLab and save it", e.getMessage());
    }
}
