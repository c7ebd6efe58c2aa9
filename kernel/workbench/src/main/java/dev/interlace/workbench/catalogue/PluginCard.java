package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema.GroupOf;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.spi.Reference;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The help card of one plugin: what it computes, its formula, options, claims and references.
 *
 * @param plugin the plugin
 * @param chosen options that were given, by name; they stand beside the defaults
 */
public record PluginCard(Plugin plugin, Map<String, ?> chosen) implements Showable {
    public PluginCard {
        chosen = Map.copyOf(chosen);
    }

    /** The card of a plugin as it is. */
    public PluginCard(Plugin plugin) {
        this(plugin, Map.of());
    }

    @Override
    public DisplayData display() {
        if (plugin.descriptor().isEmpty()) {
            String line = plugin.id() + " was rejected: " + plugin.reason();
            return DisplayData.html("<p>" + TableView.escape(line) + "</p>", line);
        }
        MethodDescriptor<?> descriptor = plugin.descriptor().get();
        StringBuilder html = new StringBuilder("<div class=\"interlace-card\" style=\"max-width:60em\"><h3>");
        html.append(TableView.escape(descriptor.title()))
                .append(" <code>")
                .append(descriptor.id())
                .append("</code></h3>");
        List<String> text = new ArrayList<>();
        text.add(descriptor.title() + " (" + descriptor.id() + " " + descriptor.version() + ", " + plugin.kindWords()
                + ", " + plugin.source().wordsInFull() + ")");
        if (plugin.status() == Plugin.Status.REJECTED) {
            paragraph(html, text, "REJECTED: " + plugin.reason());
        }
        paragraph(html, text, descriptor.summary());
        if (!descriptor.formula().isEmpty()) {
            html.append("<p>$$").append(TableView.escape(descriptor.formula())).append("$$</p>");
            text.add("Formula: " + descriptor.formula());
        }
        options(descriptor, html, text);
        if (!descriptor.capabilities().isEmpty()) {
            paragraph(
                    html,
                    text,
                    "Can: "
                            + String.join(
                                    ", ",
                                    descriptor.capabilities().stream()
                                            .sorted()
                                            .map(PluginCard::words)
                                            .toList()));
        }
        table("Claims, each measured by an experiment", claims(descriptor), html, text);
        list("Used for", descriptor.useCases(), html, text);
        list(
                "References",
                descriptor.references().stream().map(Reference::toString).toList(),
                html,
                text);
        html.append("<p><small>Version ")
                .append(TableView.escape(descriptor.version()))
                .append(", ")
                .append(plugin.kindWords())
                .append(", ")
                .append(TableView.escape(plugin.source().wordsInFull()))
                .append(descriptor.lesson().isEmpty() ? "" : ", Lesson 7.1: " + TableView.escape(descriptor.lesson()))
                .append("</small></p></div>");
        return DisplayData.html(html.toString(), String.join("\n\n", text));
    }

    /** The method's own options in sight, each group of further ones folded, whatever it is nested in. */
    private void options(MethodDescriptor<?> descriptor, StringBuilder html, List<String> text) {
        Map<List<GroupOf>, TableView> tables = new LinkedHashMap<>();
        tables.put(List.of(), optionTable());
        for (Option option : descriptor.schema().options()) {
            List<Object> cells = new ArrayList<>(List.of(
                    option.name(),
                    option.initial(),
                    option.range(),
                    option.param().unit(),
                    option.param().doc()));
            if (!chosen.isEmpty()) {
                cells.add(1, chosen.containsKey(option.name()) ? String.valueOf(chosen.get(option.name())) : "");
            }
            tables.computeIfAbsent(option.groups(), groups -> optionTable()).row(cells);
        }
        tables.forEach((groups, table) -> {
            if (groups.isEmpty()) {
                table("Options", table, html, text);
            } else {
                folded(groups, table, html, text);
            }
        });
    }

    private TableView optionTable() {
        List<String> header = new ArrayList<>(List.of("option", "default", "range", "unit", "what it does"));
        if (!chosen.isEmpty()) {
            header.add(1, "chosen");
        }
        return new TableView(header);
    }

    private static void folded(List<GroupOf> groups, TableView table, StringBuilder html, List<String> text) {
        String title = "Options: "
                + String.join(", ", groups.stream().map(GroupOf::name).toList());
        List<String> docs =
                groups.stream().map(GroupOf::doc).filter(doc -> !doc.isEmpty()).toList();
        String note = docs.isEmpty() ? "" : " (" + String.join("; ", docs) + ")";
        html.append("<details><summary>")
                .append(TableView.escape(title + note))
                .append("</summary>")
                .append(table.html())
                .append("</details>");
        text.add(title + note + "\n" + table.text());
    }

    private static TableView claims(MethodDescriptor<?> descriptor) {
        TableView table = new TableView("", "claim", "experiment", "expected");
        for (Claim claim : descriptor.claims()) {
            table.row(claim.side() == Claim.Side.PRO ? "+" : "−", claim.text(), experiment(claim), claim.expected());
        }
        return table;
    }

    /** The experiment with the rivals and the settings that the claim gives it. */
    private static String experiment(Claim claim) {
        return claim.experiment()
                + (claim.rivals().isEmpty() ? "" : " against " + String.join(", ", claim.rivals()))
                + (claim.settings().isEmpty() ? "" : " " + claim.settings())
                + claim.least()
                        .map(least -> ", of at least " + TableView.number(least.size()) + " " + least.unit())
                        .orElse("");
    }

    private static String words(Capability capability) {
        return capability.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void paragraph(StringBuilder html, List<String> text, String line) {
        html.append("<p>").append(TableView.escape(line)).append("</p>");
        text.add(line);
    }

    private static void table(String title, TableView table, StringBuilder html, List<String> text) {
        if (table.size() > 0) {
            html.append("<h4>").append(title).append("</h4>").append(table.html());
            text.add(title + "\n" + table.text());
        }
    }

    private static void list(String title, List<String> lines, StringBuilder html, List<String> text) {
        if (!lines.isEmpty()) {
            html.append("<h4>").append(title).append("</h4><ul>");
            lines.forEach(
                    line -> html.append("<li>").append(TableView.escape(line)).append("</li>"));
            html.append("</ul>");
            text.add(title + "\n- " + String.join("\n- ", lines));
        }
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
