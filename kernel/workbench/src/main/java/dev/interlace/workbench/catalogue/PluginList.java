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
 * The registry, or a part of it, as a table grouped by family. Of several families each is folded, and a field above
 * them finds the lines that hold a word.
 *
 * @param plugins the lines
 * @param warnings what the user should know
 */
public record PluginList(List<Plugin> plugins, List<String> warnings) implements Showable {
    private static final int MOST_NAMED = 90;
    private static final String SEARCH =
            "<input type=\"search\" placeholder=\"search\" aria-label=\"search the plugins\""
                    + " style=\"display:none;font:inherit;color:inherit;background:transparent;border:1px solid #8888;"
                    + "border-radius:4px;padding:2px 8px;margin-bottom:4px\">";
    private static final String SCRIPT = """
            <script>(function () {
              document.querySelectorAll('div.interlace-plugins:not([data-search])').forEach(function (box) {
                box.dataset.search = '';
                var field = box.querySelector('input');
                field.style.display = '';
                field.oninput = function () {
                  var wanted = field.value.trim().toLowerCase();
                  box.querySelectorAll('details.interlace-family').forEach(function (family) {
                    var found = 0;
                    family.querySelectorAll('tbody > tr').forEach(function (row) {
                      var hit = row.textContent.toLowerCase().indexOf(wanted) >= 0;
                      row.style.display = hit ? '' : 'none';
                      found += hit ? 1 : 0;
                    });
                    family.style.display = found ? '' : 'none';
                    family.open = wanted !== '' && found > 0;
                  });
                };
              });
            })();</script>""";

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
        StringBuilder html = new StringBuilder("<div class=\"interlace-plugins\">").append(SEARCH);
        List<String> text = new ArrayList<>();
        families.forEach((family, members) -> {
            TableView table = new TableView("id", "what it does", "options", "from", "status");
            members.forEach(plugin -> table.row(
                    Cell.html(plugin.id(), "<code>" + TableView.escape(plugin.id()) + "</code>"),
                    summary(plugin),
                    options(plugin),
                    plugin.source().name() + (plugin.version().isEmpty() ? "" : " " + plugin.version()),
                    status(plugin)));
            html.append("<details class=\"interlace-family\"")
                    .append(families.size() == 1 ? " open" : "")
                    .append("><summary style=\"cursor:pointer\"><b>")
                    .append(TableView.escape(family))
                    .append("</b> <small style=\"opacity:.7\">")
                    .append(TableView.escape(names(members)))
                    .append("</small></summary><div style=\"overflow-x:auto\">")
                    .append(table.html())
                    .append("</div></details>");
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
        return DisplayData.html(html.append("</div>").append(SCRIPT).toString(), String.join("\n\n", text));
    }

    /** How many there are, and the first of their names. */
    private static String names(List<Plugin> members) {
        String all = String.join(
                ", ",
                members.stream()
                        .map(plugin -> plugin.id().substring(plugin.id().indexOf('/') + 1))
                        .distinct()
                        .toList());
        String some = all.length() <= MOST_NAMED ? all : all.substring(0, MOST_NAMED) + "…";
        return members.size() + ": " + some;
    }

    private static String textTable(List<Plugin> members) {
        TableView table = new TableView("id", "title", "options", "from", "status");
        members.forEach(plugin -> table.row(
                plugin.id(),
                plugin.descriptor().map(MethodDescriptor::title).orElse(""),
                String.join(", ", optionTexts(plugin)),
                plugin.source().name(),
                plugin.state()));
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
        String state = plugin.state();
        int colon = state.indexOf(": ");
        return colon < 0
                ? Cell.of(state)
                : Cell.html(
                        state,
                        "<b style=\"color:#D55E00\">" + state.substring(0, colon) + "</b><br>"
                                + TableView.escape(state.substring(colon + 2)));
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
