package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Names;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The registry, or a part of it, as a table grouped by family.
 *
 * @param plugins the lines
 * @param warnings what the user should know
 */
public record PluginList(List<Plugin> plugins, List<String> warnings) implements Showable {
    public PluginList {
        plugins = List.copyOf(plugins);
        warnings = List.copyOf(warnings);
    }

    /** The lines of one family or kind, for instance {@code fusion} or {@code encoder}. */
    public PluginList of(String family) {
        List<Plugin> some = plugins.stream()
                .filter(plugin -> plugin.family().equals(family)
                        || plugin.kinds().stream()
                                .anyMatch(kind -> kind.name().equalsIgnoreCase(family)
                                        || kind.words().equalsIgnoreCase(family)))
                .toList();
        if (some.isEmpty()) {
            throw new IllegalArgumentException(Names.unknown(
                    "plugin family",
                    family,
                    plugins.stream().map(Plugin::family).distinct().toList()));
        }
        return new PluginList(some, List.of());
    }

    /** The ids of the active lines. */
    public List<String> ids() {
        return plugins.stream()
                .filter(plugin -> plugin.status() == Plugin.Status.ACTIVE)
                .map(Plugin::id)
                .distinct()
                .toList();
    }

    @Override
    public DisplayData display() {
        Map<String, List<Plugin>> families = new LinkedHashMap<>();
        plugins.forEach(plugin -> families.computeIfAbsent(plugin.family(), name -> new ArrayList<>())
                .add(plugin));
        StringBuilder html = new StringBuilder("<div class=\"interlace-plugins\">");
        List<String> text = new ArrayList<>();
        families.forEach((family, members) -> {
            TableView table = new TableView("id", "what it does", "options", "from", "status");
            members.forEach(plugin -> table.row(
                    Cell.html(plugin.id(), "<code>" + TableView.escape(plugin.id()) + "</code>"),
                    summary(plugin),
                    options(plugin),
                    plugin.source().name() + (plugin.version().isEmpty() ? "" : " " + plugin.version()),
                    status(plugin)));
            html.append("<h4 style=\"margin:10px 0 2px\">")
                    .append(TableView.escape(family))
                    .append("</h4>")
                    .append(table.html());
            text.add(family + "\n" + textTable(members));
        });
        if (plugins.isEmpty()) {
            html.append("<p>There are no plugins.</p>");
            text.add("There are no plugins.");
        }
        for (String warning : warnings) {
            html.append("<p><b>Warning:</b> ").append(TableView.escape(warning)).append("</p>");
            text.add("Warning: " + warning);
        }
        return DisplayData.html(html.append("</div>").toString(), String.join("\n\n", text));
    }

    private static String textTable(List<Plugin> members) {
        TableView table = new TableView("id", "title", "options", "from", "status");
        members.forEach(plugin -> table.row(
                plugin.id(),
                plugin.descriptor().map(MethodDescriptor::title).orElse(""),
                String.join(", ", optionTexts(plugin)),
                plugin.source().name(),
                plugin.reason().isEmpty() ? "ACTIVE" : "REJECTED: " + plugin.reason()));
        return table.text();
    }

    private static Cell summary(Plugin plugin) {
        if (plugin.descriptor().isEmpty()) {
            return Cell.of("");
        }
        MethodDescriptor<?> descriptor = plugin.descriptor().get();
        return Cell.html(
                descriptor.title(),
                "<b>" + TableView.escape(descriptor.title()) + "</b> <small>(" + plugin.kindWords() + ")</small><br>"
                        + TableView.escape(descriptor.summary()));
    }

    private static Cell options(Plugin plugin) {
        List<String> options = optionTexts(plugin);
        return Cell.html(
                String.join(", ", options),
                "<details><summary>" + options.size() + (options.size() == 1 ? " option" : " options")
                        + "</summary><small>"
                        + String.join(
                                "<br>", options.stream().map(TableView::escape).toList())
                        + "</small></details>");
    }

    private static List<String> optionTexts(Plugin plugin) {
        return plugin.descriptor().map(descriptor -> descriptor.schema().options()).orElse(List.of()).stream()
                .map(PluginList::text)
                .toList();
    }

    static String text(Option option) {
        String unit =
                option.param().unit().isEmpty() ? "" : " " + option.param().unit();
        return option.name() + " = " + option.initial() + unit + " in " + option.range();
    }

    private static Cell status(Plugin plugin) {
        return plugin.status() == Plugin.Status.ACTIVE
                ? Cell.of("ACTIVE")
                : Cell.html(
                        "REJECTED: " + plugin.reason(),
                        "<b style=\"color:#D55E00\">REJECTED</b><br>" + TableView.escape(plugin.reason()));
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
