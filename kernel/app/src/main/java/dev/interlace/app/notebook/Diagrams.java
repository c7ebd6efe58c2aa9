package dev.interlace.app.notebook;

import java.util.regex.Pattern;

/** What draws the Mermaid diagrams that stand in a notebook's Markdown. */
final class Diagrams {
    private static final Pattern FENCE = Pattern.compile("(?m)^ {0,3}(?:```+|~~~+) *mermaid\\b");

    private Diagrams() {}

    /** The scripts that turn code marked as {@code mermaid} into drawings; empty if {@code notebook} has none. */
    static String element(Notebook notebook) {
        boolean any = notebook.cells().stream()
                .anyMatch(cell -> "markdown".equals(cell.type())
                        && FENCE.matcher(cell.source()).find());
        if (!any) {
            return "";
        }
        // a script ends at the first closing tag, also within one of its strings
        String library = NotebookPage.resource("mermaid/mermaid.min.js").replace("</script", "<\\/script");
        return "<script>" + library + "</script>\n<script>" + NotebookPage.resource("diagrams.js") + "</script>\n";
    }
}
