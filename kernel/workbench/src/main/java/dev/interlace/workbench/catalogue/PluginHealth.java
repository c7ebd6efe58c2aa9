package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What every jar and cell brought, whether it works, and where this kernel looks.
 *
 * @param foreign the lines of the registry that no built-in jar brought
 * @param folders the plugins folders
 * @param rule which jars may run
 * @param warnings what the user should know
 */
public record PluginHealth(List<Plugin> foreign, List<Path> folders, String rule, List<String> warnings)
        implements Showable {
    private static final int DIGITS = 12;

    public PluginHealth {
        foreign = List.copyOf(foreign);
        folders = List.copyOf(folders);
        warnings = List.copyOf(warnings);
    }

    /** The state of a registry. */
    public static PluginHealth of(Catalogue catalogue) {
        return new PluginHealth(
                catalogue.plugins().stream()
                        .filter(plugin -> plugin.source().isForeign())
                        .toList(),
                catalogue.folders(),
                catalogue.rule(),
                catalogue.warnings());
    }

    private static String state(Plugin plugin) {
        if (plugin.status() == Plugin.Status.REJECTED) {
            return "rejected: " + plugin.reason();
        }
        return plugin.faults().isQuarantined() ? plugin.faults().words() : "works";
    }

    @Override
    public DisplayData display() {
        Map<PluginSource, List<Plugin>> bySource = foreign.stream()
                .collect(Collectors.groupingBy(Plugin::source, LinkedHashMap::new, Collectors.toList()));
        TableView table = new TableView("from", "SHA-256", "plugin", "version", "state");
        bySource.forEach((source, plugins) -> plugins.forEach(plugin -> table.row(
                plugins.get(0).equals(plugin)
                        ? source.name()
                                + source.fetched().map(from -> ", " + from).orElse("")
                        : "",
                plugins.get(0).equals(plugin)
                        ? source.sha256().map(sum -> sum.substring(0, DIGITS)).orElse("")
                        : "",
                plugin.id(),
                plugin.version(),
                state(plugin))));
        List<String> notes = new ArrayList<>();
        if (foreign.isEmpty()) {
            notes.add("No jar and no cell has brought a plugin.");
        }
        folders.forEach(folder -> notes.add(
                "Plugins folder " + folder + (Files.isDirectory(folder) ? "" : ": there is none, which is no fault")));
        notes.add(rule);
        notes.add("Plugin interface " + JarTerms.running().orElse("of unpackaged classes") + ", Java "
                + Runtime.version().feature());
        warnings.forEach(warning -> notes.add("Warning: " + warning));
        String html = (foreign.isEmpty() ? "" : table.html())
                + notes.stream()
                        .map(note -> "<p>" + TableView.escape(note) + "</p>")
                        .collect(Collectors.joining());
        String text = (foreign.isEmpty() ? "" : table.text() + "\n") + String.join("\n", notes);
        return DisplayData.html(html, text);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
