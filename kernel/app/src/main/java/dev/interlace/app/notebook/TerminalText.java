package dev.interlace.app.notebook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal would show: colour codes become spans, a carriage return writes over its line. */
final class TerminalText {
    private static final Pattern ESCAPE = Pattern.compile("\u001b(?:\\[([0-9;]*+)([@-~])|[@-Z\\\\-_])");

    private TerminalText() {}

    /** {@code text} as HTML, to stand inside a {@code pre} element. */
    static String html(String text) {
        String visible = overwrite(text);
        StringBuilder html = new StringBuilder();
        Matcher escape = ESCAPE.matcher(visible);
        int done = 0;
        int open = 0;
        while (escape.find()) {
            html.append(Html.escape(visible.substring(done, escape.start())));
            done = escape.end();
            if (!"m".equals(escape.group(2))) {
                continue;
            }
            for (String code : escape.group(1).split(";", -1)) {
                if (code.isEmpty() || "0".equals(code) || "39".equals(code)) {
                    html.append("</span>".repeat(open));
                    open = 0;
                } else if (code.matches("1|[39][0-7]")) {
                    html.append("<span class=\"ansi").append(code).append("\">");
                    open++;
                }
            }
        }
        return html.append(Html.escape(visible.substring(done)))
                .append("</span>".repeat(open))
                .toString();
    }

    private static String overwrite(String text) {
        if (text.indexOf('\r') < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        for (String line : text.replace("\r\n", "\n").split("(?<=\n)", -1)) {
            String end = line.endsWith("\n") ? "\n" : "";
            String body = line.substring(0, line.length() - end.length());
            while (body.endsWith("\r")) {
                body = body.substring(0, body.length() - 1);
            }
            kept.append(body.substring(body.lastIndexOf('\r') + 1)).append(end);
        }
        return kept.toString();
    }
}
