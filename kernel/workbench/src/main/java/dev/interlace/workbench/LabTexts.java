package dev.interlace.workbench;

import dev.interlace.jupyter.completion.Call;
import dev.interlace.jupyter.completion.OpenCall;
import dev.interlace.jupyter.completion.OpenCall.Place;
import dev.interlace.jupyter.completion.Suggestion;
import dev.interlace.jupyter.completion.SuggestsTexts;
import dev.interlace.workbench.catalogue.CatalogueTexts;
import dev.interlace.workbench.catalogue.OptionTexts;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.Split;
import dev.interlace.workbench.models.Handle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What the texts in the calls of a lab may be: ids, options and their values, columns.
 *
 * @param lab the lab
 * @param catalogue its plugins
 */
record LabTexts(Lab lab, CatalogueTexts catalogue) {
    /** The kinds whose methods are called as the kind is, with an id and with options. */
    private static final List<PluginKind> CALLED = List.of(
            PluginKind.FUSION,
            PluginKind.ALIGNMENT,
            PluginKind.DISCREPANCY,
            PluginKind.LOSS,
            PluginKind.DEPENDENCE,
            PluginKind.SEQUENCE,
            PluginKind.MATCHER,
            PluginKind.JOINT,
            PluginKind.MEASURE);

    /** An argument that takes texts. */
    private record Argument(String method, int index) {}

    private static final Map<Argument, BiFunction<CatalogueTexts, OpenCall, List<Suggestion>>> RULES = Map.ofEntries(
            Map.entry(new Argument("data", 0), (all, open) -> all.ids(PluginKind.DATASET)),
            Map.entry(new Argument("get", 0), (all, open) -> all.ids(PluginKind.DATASET)),
            Map.entry(new Argument("plugin", 0), (all, open) -> all.ids()),
            Map.entry(new Argument("plugins", 0), (all, open) -> all.families()),
            Map.entry(new Argument("experiment", 0), (all, open) -> all.ids(PluginKind.EXPERIMENT)),
            Map.entry(new Argument("experiment", 1), (all, open) -> all.methods()),
            Map.entry(new Argument("claims", 0), (all, open) -> all.methods()),
            Map.entry(new Argument("corrupt", 1), (all, open) -> columns(open)),
            Map.entry(new Argument("corrupt", 2), (all, open) -> all.ids(PluginKind.CORRUPTION)),
            Map.entry(new Argument("searches", 2), (all, open) -> columns(open)),
            Map.entry(new Argument("searches", 3), (all, open) -> columns(open)),
            Map.entry(new Argument("robustness", 2), (all, open) -> modalities(open)),
            Map.entry(new Argument("sweep", 1), (all, open) -> swept(open)),
            Map.entry(new Argument("encode", 1), LabTexts::encode),
            Map.entry(new Argument("data", 1), options(PluginKind.DATASET, 0)),
            Map.entry(new Argument("get", 1), options(PluginKind.DATASET, 0)),
            Map.entry(new Argument("corrupt", 3), options(PluginKind.CORRUPTION, 2)));

    private static BiFunction<CatalogueTexts, OpenCall, List<Suggestion>> options(PluginKind kind, int id) {
        return (all, open) -> all.options(kind, open.call().text(id), open.place());
    }

    /** The texts that may stand where one is being typed. */
    List<Suggestion> suggest(OpenCall open) {
        Optional<PluginKind> kind = kind(open.method());
        if (kind.isPresent()) {
            return open.index() == 0
                    ? catalogue.ids(kind.get())
                    : catalogue.options(kind.get(), open.call().text(0), open.place());
        }
        return RULES.getOrDefault(new Argument(open.method(), open.index()), (all, call) -> List.of())
                .apply(catalogue, open);
    }

    private static Optional<PluginKind> kind(String method) {
        return CALLED.stream()
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(method))
                .findFirst();
    }

    /** What a text means where it stands. */
    Optional<String> describe(OpenCall open, String text) {
        return catalogue.describe(suggest(open), text);
    }

    /** What a call gives, where it costs nothing: an area, a handle, a lab of another seed. */
    Optional<SuggestsTexts> following(Call call) {
        Optional<SuggestsTexts> handle =
                kind(call.method()).filter(kind -> call.text(0).isPresent()).map(kind -> options(kind, call));
        if (handle.isPresent()) {
            return handle;
        }
        boolean same = List.of("seed", "methods").contains(call.method())
                || (call.method().equals("data") && call.arguments().isEmpty());
        return same ? Optional.of(lab) : Optional.empty();
    }

    // as the handle of that id would
    private SuggestsTexts options(PluginKind kind, Call made) {
        return new SuggestsTexts() {
            @Override
            public List<Suggestion> suggest(OpenCall open) {
                return open.method().equals("options") && open.index() == 0
                        ? catalogue.options(kind, made.text(0), open.place())
                        : List.of();
            }

            @Override
            public Optional<String> describe(OpenCall open, String text) {
                return catalogue.describe(suggest(open), text);
            }

            @Override
            public Optional<SuggestsTexts> following(Call call) {
                return List.of("options", "seed").contains(call.method()) ? Optional.of(this) : Optional.empty();
            }
        };
    }

    private static List<Suggestion> encode(CatalogueTexts all, OpenCall open) {
        return open.place() instanceof Place.Key key
                ? columns(open).stream()
                        .filter(column -> !key.others().contains(column.text()))
                        .toList()
                : all.ids(PluginKind.ENCODER);
    }

    private static List<Suggestion> columns(OpenCall open) {
        return first(open.call(), LabData.class, LabData::columnTexts)
                .or(() -> first(open.call(), Split.class, split -> split.train().columnTexts()))
                .orElse(List.of());
    }

    private static List<Suggestion> modalities(OpenCall open) {
        return first(open.call(), Encoded.class, Encoded::modalityTexts).orElse(List.of());
    }

    private static List<Suggestion> swept(OpenCall open) {
        return open.call()
                .argument(0, Handle.class)
                .map(handle -> (Handle<?, ?>) handle)
                .map(handle -> new OptionTexts(handle.descriptor().schema()).suggest(new Place.Key(List.of())))
                .orElse(List.of());
    }

    private static <T> Optional<List<Suggestion>> first(Call call, Class<T> type, Function<T, List<Suggestion>> texts) {
        List<T> found = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            call.argument(i, type).ifPresent(found::add);
        }
        return found.stream().findFirst().map(texts);
    }
}
