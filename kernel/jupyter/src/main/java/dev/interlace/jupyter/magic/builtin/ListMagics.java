package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.NotebookCommand;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.magic.Magic;
import java.util.List;
import java.util.stream.Collectors;

/** Lists the magics, or tells all about one. */
final class ListMagics implements Magic.OnLine {
    @Override
    public String name() {
        return "lsmagic";
    }

    @Override
    public String help() {
        return "%lsmagic [name]: lists the magics, or shows the help of one";
    }

    @Override
    public Object run(Call call) {
        if (!call.arguments().isEmpty()) {
            return new Help().run(call);
        }
        List<Row> rows = call.session().magics().stream().map(Row::of).toList();
        int width = rows.stream().mapToInt(row -> row.usage.length()).max().orElse(0);
        String plain = rows.stream()
                .map(row -> row.usage + " ".repeat(width - row.usage.length()) + "  " + row.purpose)
                .collect(Collectors.joining("\n"));
        String html =
                "<table><thead><tr><th style=\"text-align:left\">magic</th><th style=\"text-align:left\">what it does"
                        + "</th></tr></thead><tbody>"
                        + rows.stream().map(Row::html).collect(Collectors.joining()) + "</tbody></table>";
        return DisplayData.html(html, plain);
    }

    /**
     * One magic.
     *
     * @param usage how it is called
     * @param purpose what it does
     */
    private record Row(String usage, String purpose) {
        static Row of(NotebookCommand magic) {
            String line = magic.help().lines().findFirst().orElse("%" + magic.name());
            int colon = line.indexOf(": ");
            return colon < 0
                    ? new Row("%" + magic.name(), line)
                    : new Row(line.substring(0, colon), line.substring(colon + 2));
        }

        String html() {
            return "<tr><td style=\"text-align:left\"><code>" + Markup.escaped(usage)
                    + "</code></td><td style=\"text-align:left\">" + Markup.escaped(purpose) + "</td></tr>";
        }
    }
}
