package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Turns documentation comments into plain text. */
final class DocText {
    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");
    private static final Pattern CODE =
            Pattern.compile("(?s)\\{@(?:code|literal|value|index|systemProperty)\\s+((?:[^{}]|\\{[^{}]*})*)}");
    private static final Pattern LINK =
            Pattern.compile("(?s)\\{@link(?:plain)?\\s+(#?[^\\s{}(]*(?:\\([^)]*\\))?)\\s*([^{}]*)}");
    private static final Pattern OTHER = Pattern.compile("(?s)\\{@\\w+\\s*([^{}]*)}");

    private DocText() {}

    /** The text of the comment {@code doc}: paragraphs, then a line for each parameter and the like. */
    static String plain(String doc) {
        String[] parts = BLOCK_TAG.split(doc, -1);
        List<String> tags =
                BLOCK_TAG.matcher(doc).results().map(found -> found.group(1)).toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < tags.size(); i++) {
            String tag = tags.get(i);
            String text = inline(parts[i + 1]).replaceAll("\\s+", " ").strip();
            switch (tag) {
                case "param" -> lines.add(text.replaceFirst(" ", ": "));
                case "return" -> lines.add("returns " + text);
                case "throws", "exception" -> lines.add("throws " + text.replaceFirst(" ", ": "));
                case "since", "deprecated", "see" -> lines.add(tag + " " + text);
                default -> {} // author, version, and those of the platform's own documentation
            }
        }
        String body = inline(parts[0]).strip();
        return lines.isEmpty() ? body : (body + "\n\n" + String.join("\n", lines)).strip();
    }

    private static String inline(String text) {
        String plain = CODE.matcher(text).replaceAll(found -> quoted(escaped(found.group(1))));
        plain = LINK.matcher(plain).replaceAll(DocText::link);
        plain = OTHER.matcher(plain).replaceAll(found -> quoted(found.group(1)));
        return plain.replaceAll("(?i)\\s*<p>\\s*|\\s*</p>\\s*", "\n\n")
                .replaceAll("(?i)\\s*<li>\\s*", "\n- ")
                .replaceAll("(?i)\\s*<h\\d[^>]*>\\s*", "\n\n")
                .replaceAll("</?[a-zA-Z][^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&quot;", "\"")
                .replace("&mdash;", "-")
                .replace("&amp;", "&")
                .replaceAll("(?m)^ (?=\\S)", "")
                .replaceAll("\n{3,}", "\n\n");
    }

    private static String link(MatchResult found) {
        String label = found.group(2).strip();
        String target = found.group(1).startsWith("#") ? found.group(1).substring(1) : found.group(1);
        return quoted(label.isEmpty() ? target.replace('#', '.') : label);
    }

    // code has no markup
    private static String escaped(String code) {
        return code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String quoted(String text) {
        return java.util.regex.Matcher.quoteReplacement(text);
    }
}
