package dev.interlace.app.kernel;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of the registry as a table.
 *
 * @param plugins the lines
 * @param warnings what the user should know
 */
public record PluginList(List<Plugin> plugins, List<String> warnings) implements Showable {
    public PluginList {
        plugins = List.copyOf(plugins);
        warnings = List.copyOf(warnings);
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("family", "id", "version", "what it is", "options", "from", "status");
        for (Plugin plugin : plugins) {
            table.row(
                    plugin.family(),
                    plugin.id(),
                    plugin.version(),
                    plugin.descriptor().map(descriptor -> descriptor.title()).orElse(""),
                    options(plugin),
                    plugin.source().name(),
                    plugin.status() == Plugin.Status.ACTIVE ? "active" : "rejected: " + plugin.reason());
        }
        String notes = String.join("\n", warnings);
        String html = table.html() + (notes.isEmpty() ? "" : "<pre>" + TableView.escape(notes) + "</pre>");
        return DisplayData.html(html, notes.isEmpty() ? table.text() : table.text() + "\n\n" + notes);
    }

    private static String options(Plugin plugin) {
        return plugin.descriptor()
                .map(descriptor -> descriptor.schema().options().stream()
                        .map(option -> option.name() + "=" + option.initial())
                        .collect(Collectors.joining(", ")))
                .orElse("");
    }
}
