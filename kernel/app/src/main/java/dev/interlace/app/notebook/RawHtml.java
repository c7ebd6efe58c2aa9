package dev.interlace.app.notebook;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML that stands in Markdown, reduced to what shows and does nothing: tags and attributes of a list pass, everything
 * else is shown as text. A page of a notebook that somebody else wrote must not run scripts in its reader's browser.
 */
final class RawHtml {
    private static final Set<String> TAGS = Set.of(
            "a",
            "abbr",
            "b",
            "blockquote",
            "br",
            "caption",
            "center",
            "cite",
            "code",
            "dd",
            "del",
            "details",
            "dfn",
            "div",
            "dl",
            "dt",
            "em",
            "figcaption",
            "figure",
            "font",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "img",
            "ins",
            "kbd",
            "li",
            "mark",
            "ol",
            "p",
            "pre",
            "q",
            "s",
            "samp",
            "section",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "summary",
            "sup",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "tt",
            "u",
            "ul",
            "var",
            "wbr");
    private static final Set<String> ATTRIBUTES = Set.of(
            "align", "alt", "class", "color", "colspan", "height", "href", "id", "name", "open", "rowspan", "src",
            "start", "title", "valign", "width");
    private static final Set<String> ADDRESSES = Set.of("href", "src");
    private static final Pattern SAFE_ADDRESS = Pattern.compile(
            "(?i)(?:https?:|mailto:|attachment:|data:image/(?:png|jpeg|gif|webp|svg\\+xml)[;,]|[^:]*(?:[/?#]|$)).*",
            Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<(?<end>/?)(?<name>[a-zA-Z][a-zA-Z0-9]*)"
            + "(?<rest>(?:\\s+[^<>\"'=]+(?:\\s*=\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s\"'<>]+))?)*)\\s*/?>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([^\\s\"'=<>/]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'<>]+)))?");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

    private RawHtml() {}

    /** {@code html}, which need not be balanced, with nothing in it that does anything. */
    static String safe(String html) {
        String plain = COMMENT.matcher(html).replaceAll("");
        Matcher tag = TAG.matcher(plain);
        StringBuilder safe = new StringBuilder();
        int at = 0;
        while (tag.find()) {
            safe.append(text(plain.substring(at, tag.start())));
            String name = tag.group("name").toLowerCase(Locale.ROOT);
            if (!TAGS.contains(name)) {
                safe.append(text(tag.group()));
            } else if (tag.group("end").isEmpty()) {
                safe.append('<')
                        .append(name)
                        .append(attributes(tag.group("rest")))
                        .append('>');
            } else {
                safe.append("</").append(name).append('>');
            }
            at = tag.end();
        }
        return safe.append(text(plain.substring(at))).toString();
    }

    // an entity stays one
    private static String text(String plain) {
        return plain.replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String attributes(String rest) {
        StringBuilder kept = new StringBuilder();
        Matcher attribute = ATTRIBUTE.matcher(rest);
        while (attribute.find()) {
            String name = attribute.group(1).toLowerCase(Locale.ROOT);
            String value = "";
            for (int group = 2; group <= attribute.groupCount(); group++) {
                value = attribute.group(group) == null ? value : attribute.group(group);
            }
            boolean safe = ATTRIBUTES.contains(name) && (!ADDRESSES.contains(name) || isSafe(value));
            if (safe) {
                kept.append(' ')
                        .append(name)
                        .append("=\"")
                        .append(text(value).replace("\"", "&quot;"))
                        .append('"');
            }
        }
        return kept.toString();
    }

    // browsers leave out white space and controls, and read entities, before they look at the scheme
    private static boolean isSafe(String address) {
        String bare = address.replaceAll("[\\s\\p{Cntrl}]", "");
        return !bare.contains("&") ? SAFE_ADDRESS.matcher(bare).matches() : bare.matches("(?i)https?:.*");
    }
}
