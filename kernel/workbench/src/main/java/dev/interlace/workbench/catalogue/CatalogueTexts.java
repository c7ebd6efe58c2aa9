package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.completion.OpenCall.Place;
import dev.interlace.jupyter.completion.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The texts that name something of a catalogue, those of added plugins among them.
 *
 * @param catalogue the catalogue
 */
public record CatalogueTexts(Catalogue catalogue) {
    /** The type of a suggestion that is the id of a plugin. */
    public static final String ID = "id";

    /** The ids of every active plugin of that kind. */
    public List<Suggestion> ids(PluginKind kind) {
        return catalogue.ids(kind).stream()
                .map(id -> new Suggestion(
                        id, ID, catalogue.find(kind, id).method().descriptor().title()))
                .toList();
    }

    /** The ids of every active plugin. */
    public List<Suggestion> ids() {
        return Stream.of(PluginKind.values())
                .flatMap(kind -> ids(kind).stream())
                .distinct()
                .toList();
    }

    /** The ids of every active method: what is neither data nor an experiment. */
    public List<Suggestion> methods() {
        return Stream.of(
                        PluginKind.FUSION,
                        PluginKind.ALIGNMENT,
                        PluginKind.DISCREPANCY,
                        PluginKind.LOSS,
                        PluginKind.DEPENDENCE,
                        PluginKind.SEQUENCE,
                        PluginKind.MATCHER,
                        PluginKind.JOINT)
                .flatMap(kind -> ids(kind).stream())
                .distinct()
                .toList();
    }

    /** The families and kinds that plugins are listed by. */
    public List<Suggestion> families() {
        return catalogue.plugins().stream()
                .map(Plugin::family)
                .distinct()
                .map(family -> new Suggestion(family, "family", ""))
                .toList();
    }

    /** The options of the plugin of that kind and id, or their values; none where there is no such plugin. */
    public List<Suggestion> options(PluginKind kind, Optional<String> id, Place place) {
        return id.filter(name -> isKnown(kind, name))
                .map(name -> new OptionTexts(
                                catalogue.find(kind, name).method().descriptor().schema())
                        .suggest(place))
                .orElse(List.of());
    }

    private boolean isKnown(PluginKind kind, String id) {
        return catalogue.ids(kind).stream().anyMatch(known -> known.equals(id) || known.endsWith("/" + id));
    }

    /** What {@code text}, one of {@code known}, means: the help card of an id, the note of everything else. */
    public Optional<String> describe(List<Suggestion> known, String text) {
        return known.stream()
                .filter(one -> one.text().equals(text) || one.text().endsWith("/" + text))
                .findFirst()
                .map(one -> one.type().equals(ID)
                        ? new PluginCard(catalogue.plugin(one.text())).toString()
                        : one.text() + ": " + one.note());
    }
}
