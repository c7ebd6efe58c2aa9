package dev.interlace.app.notebook;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours Java source: wraps words, literals, comments and magics in spans whose classes the page's style knows. */
final class JavaHighlighter {
    private static final List<String> KINDS =
            List.of("comment", "string", "magic", "annotation", "number", "keyword", "type");

    private static final Pattern TOKEN = Pattern.compile("(?<comment>//[^\\n]*+|/\\*[\\s\\S]*?(?:\\*/|\\z))"
            + "|(?<string>\"\"\"[\\s\\S]*?(?:\"\"\"|\\z)|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"?|'(?:\\\\.|[^'\\\\\\n])[^'\\n]{0,6}')"
            + "|(?<magic>(?m:^)%%?\\w[^\\n]*+)"
            + "|(?<annotation>@\\w++)"
            + "|(?<number>\\b(?:0[xX][0-9a-fA-F_]++|0[bB][01_]++|\\d[\\d_]*+(?:\\.[\\d_]++)?(?:[eE][+-]?\\d++)?)[lLfFdD]?\\b)"
            + "|(?<keyword>\\b(?:abstract|assert|boolean|break|byte|case|catch|char|class|continue|default|do|double|else"
            + "|enum|extends|false|final|finally|float|for|if|implements|import|instanceof|int|interface|long|new|null"
            + "|package|permits|private|protected|public|record|return|sealed|short|static|super|switch|synchronized"
            + "|this|throw|throws|true|try|var|void|while|yield)\\b)"
            + "|(?<type>\\b[A-Z]\\w*+)"
            + "|[A-Za-z_$][\\w$]*+");

    private JavaHighlighter() {}

    /** {@code source} as HTML. */
    static String html(String source) {
        StringBuilder html = new StringBuilder();
        Matcher token = TOKEN.matcher(source);
        int done = 0;
        while (token.find()) {
            html.append(Html.escape(source.substring(done, token.start())));
            String text = Html.escape(token.group());
            String kind = kind(token);
            html.append(kind.isEmpty() ? text : "<span class=\"" + kind + "\">" + text + "</span>");
            done = token.end();
        }
        return html.append(Html.escape(source.substring(done))).toString();
    }

    private static String kind(Matcher token) {
        for (String kind : KINDS) {
            if (token.group(kind) != null) {
                return kind;
            }
        }
        return "";
    }
}
