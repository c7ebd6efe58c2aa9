package dev.interlace.app.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Turns the Markdown of a notebook into HTML: tables, formulas as MathML, and pictures that lie beside the notebook or
 * in the cell's attachments inlined, so that the page needs no other file. HTML in it passes as far as it only shows.
 */
final class Markdown {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Map<String, String> PICTURES = Map.of(
            "png",
            "image/png",
            "jpg",
            "image/jpeg",
            "jpeg",
            "image/jpeg",
            "gif",
            "image/gif",
            "svg",
            "image/svg+xml",
            "webp",
            "image/webp");

    /** Code is left alone; what follows is a formula. The dollar rules are those of Pandoc. */
    private static final Pattern CODE_OR_FORMULA =
            Pattern.compile("(?m)^(?<fence>```+|~~~+)[\\s\\S]*?(?:^\\k<fence>|\\z)"
                    + "|(?<ticks>`+)[^`][\\s\\S]*?\\k<ticks>(?!`)"
                    + "|\\\\\\$"
                    + "|\\$\\$(?<block>[\\s\\S]+?)\\$\\$"
                    + "|\\\\\\[(?<bracket>[\\s\\S]+?)\\\\\\]"
                    + "|\\\\\\((?<paren>[\\s\\S]+?)\\\\\\)"
                    + "|\\$(?<inline>[^\\s$`](?:[^$`\\n]*[^\\s$`\\\\])?)\\$(?!\\d)");

    private static final char OPEN = '\uE000';
    private static final char CLOSE = '\uE001';
    private static final Pattern PLACEHOLDER = Pattern.compile(OPEN + "(\\d+)" + CLOSE);

    private final Path folder;
    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder().extensions(EXTENSIONS).sanitizeUrls(true).build();

    /** Reads pictures relative to {@code folder}. */
    Markdown(Path folder) {
        this.folder = folder;
    }

    /** {@code source} as HTML; {@code attachments} are the cell's own pictures. */
    String html(String source, JsonObject attachments) {
        List<String> formulas = new ArrayList<>();
        Node document = parser.parse(withoutFormulas(source, formulas));
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Image image) {
                inlined(image.getDestination(), attachments).ifPresent(image::setDestination);
                visitChildren(image);
            }

            @Override
            public void visit(HtmlBlock block) {
                block.setLiteral(RawHtml.safe(block.getLiteral()));
            }

            @Override
            public void visit(HtmlInline inline) {
                inline.setLiteral(RawHtml.safe(inline.getLiteral()));
            }
        });
        Matcher placeholder = PLACEHOLDER.matcher(renderer.render(document));
        return placeholder.replaceAll(
                match -> Matcher.quoteReplacement(formulas.get(Integer.parseInt(match.group(1)))));
    }

    private static String withoutFormulas(String source, List<String> formulas) {
        Matcher part = CODE_OR_FORMULA.matcher(source);
        return part.replaceAll(match -> {
            Optional<String> block = group(part, "block").or(() -> group(part, "bracket"));
            Optional<String> inline = group(part, "inline").or(() -> group(part, "paren"));
            if (block.isEmpty() && inline.isEmpty()) {
                return Matcher.quoteReplacement(match.group());
            }
            formulas.add(block.map(latex -> Formula.mathml(latex.strip(), Formula.Layout.BLOCK))
                    .orElseGet(() -> Formula.mathml(inline.orElseThrow(), Formula.Layout.INLINE)));
            return String.valueOf(OPEN) + (formulas.size() - 1) + CLOSE;
        });
    }

    private static Optional<String> group(Matcher match, String name) {
        return Optional.ofNullable(match.group(name));
    }

    private Optional<String> inlined(String destination, JsonObject attachments) {
        if (destination.startsWith("attachment:")
                && attachments.get(destination.substring("attachment:".length())) instanceof JsonObject bundle) {
            for (Map.Entry<String, JsonElement> entry : bundle.entrySet()) {
                return Optional.of("data:" + entry.getKey() + ";base64,"
                        + Notebook.joined(entry.getValue()).strip());
            }
        }
        if (destination.matches("[a-z]+:.*")) {
            return Optional.empty();
        }
        String extension =
                destination.substring(destination.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        Path file = folder.resolve(destination).normalize();
        if (!PICTURES.containsKey(extension) || !file.startsWith(folder) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of("data:" + PICTURES.get(extension) + ";base64,"
                    + Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
