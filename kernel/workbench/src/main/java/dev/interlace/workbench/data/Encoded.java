package dev.interlace.workbench.data;

import dev.interlace.jupyter.completion.Call;
import dev.interlace.jupyter.completion.OpenCall;
import dev.interlace.jupyter.completion.Suggestion;
import dev.interlace.jupyter.completion.SuggestsTexts;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Features;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Names;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Target;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Features with their labels and groups: what methods are fitted and measured on.
 *
 * @param batch the modalities
 * @param targets target name to target, in order
 * @param groups one group per row
 * @param datasetId id of the data set
 */
public record Encoded(
        MultimodalBatch batch, Map<String, ? extends Target> targets, List<String> groups, String datasetId)
        implements Showable, SuggestsTexts {
    private static final Set<String> OF_MODALITIES = Set.of("only", "get", "masked", "complete");
    private static final Set<String> SAME_NAMES = Set.of("rows", "batch", "by");
    private static final Set<String> OF_TARGETS = Set.of("by", "labels", "target");

    public Encoded {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        groups = List.copyOf(groups);
        int rows = batch.rows();
        if (groups.size() != rows) {
            throw new IllegalArgumentException(
                    "Encoded: the batch has " + rows + " rows, got " + groups.size() + " groups");
        }
        batch = batch.grouped(groups);
        targets.forEach((name, labels) -> {
            if (labels.rows() != rows) {
                throw new IllegalArgumentException(
                        "Encoded: the batch has " + rows + " rows, target '" + name + "' has " + labels.rows());
            }
        });
    }

    /** The number of rows. */
    public int rows() {
        return batch.rows();
    }

    /** The first target, which methods learn. */
    public Target target() {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(datasetId + " has no targets");
        }
        return targets.values().iterator().next();
    }

    /** The target of that name. */
    public Target target(String name) {
        Target target = targets.get(name);
        if (target == null) {
            throw new IllegalArgumentException(Names.unknown("target", name, targets.keySet()));
        }
        return target;
    }

    /** The labels of the first target; of ordered classes their labels. */
    public Labels labels() {
        return target().requireLabels(datasetId + ".labels()");
    }

    /** The labels of that target; of ordered classes their labels. */
    public Labels labels(String target) {
        return target(target).requireLabels(datasetId + ".labels('" + target + "')");
    }

    /** The features of that modality. */
    public Features get(String modality) {
        return batch.get(modality);
    }

    /** The given rows, in that order. */
    public Encoded rows(int... selected) {
        Map<String, Target> chosen = new LinkedHashMap<>();
        targets.forEach((name, labels) -> chosen.put(name, labels.rows(selected)));
        return new Encoded(
                batch.rows(selected),
                chosen,
                Arrays.stream(selected).mapToObj(groups::get).toList(),
                datasetId);
    }

    /**
     * The rows that have all modalities of those names; of no names, all modalities.
     *
     * @throws IllegalArgumentException when no row has them all
     */
    public Encoded complete(String... modalities) {
        List<Features> wanted = modalities.length == 0
                ? batch.modalities()
                : Arrays.stream(modalities).map(this::get).toList();
        int[] whole = IntStream.range(0, rows())
                .filter(row -> wanted.stream().allMatch(one -> one.presence().has(row)))
                .toArray();
        if (whole.length == 0 && rows() > 0) {
            throw new IllegalArgumentException(datasetId + ": none of " + rows() + " rows has all of "
                    + wanted.stream()
                            .map(one -> one.modality().name() + " (in "
                                    + one.presence().count() + ")")
                            .toList());
        }
        return whole.length == rows() ? this : rows(whole);
    }

    /** The same rows with the modalities of those names only. */
    public Encoded only(String... modalities) {
        return new Encoded(batch.only(modalities), targets, groups, datasetId);
    }

    /** The same rows with another target first, which methods then learn. */
    public Encoded by(String target) {
        Map<String, Target> reordered = new LinkedHashMap<>();
        reordered.put(target, target(target));
        targets.forEach(reordered::putIfAbsent);
        return new Encoded(batch, reordered, groups, datasetId);
    }

    /**
     * The same rows with class scores of another model as a further modality, which late fusion takes at their word.
     *
     * @param modality its name
     * @param scores one row per row and one column per class, in the order of the labels' classes, {@code [n][classes]}
     */
    public Encoded scores(String modality, double[][] scores) {
        if (scores.length != rows()) {
            throw new IllegalArgumentException(
                    "Encoded.scores: there are " + rows() + " rows, got " + scores.length + " rows of scores");
        }
        Features features = Features.scores(modality, Nd4j.createFromArray(scores), Presence.all(rows()));
        return with(features);
    }

    /** The same rows with these features in the place of the modality of their name, or as a further one. */
    public Encoded with(Features features) {
        return new Encoded(batch.with(features), targets, groups, datasetId);
    }

    /** These rows in the three parts of a split of the same data set; rows that are not here are left out. */
    public EncodedSplit split(Split split) {
        return new EncodedSplit(part(split.train()), part(split.validation()), part(split.test()));
    }

    private Encoded part(LabData data) {
        Map<String, Integer> places = new HashMap<>();
        for (int row = 0; row < rows(); row++) {
            places.put(batch.rowIds().get(row), row);
        }
        return rows(data.dataset().rowIds().stream()
                .filter(places::containsKey)
                .mapToInt(places::get)
                .toArray());
    }

    /** The same rows, in which a modality is present only where {@code mask} is. */
    public Encoded masked(String modality, Presence mask) {
        return new Encoded(batch.masked(modality, mask), targets, groups, datasetId);
    }

    /** The names of the modalities, as what a text may be. */
    public List<Suggestion> modalityTexts() {
        return batch.modalities().stream()
                .map(one -> new Suggestion(
                        one.modality().name(), "modality", one.modality().kind().toString()))
                .toList();
    }

    @Override
    public List<Suggestion> suggest(OpenCall open) {
        if (OF_TARGETS.contains(open.method())) {
            return targets.keySet().stream()
                    .map(target -> new Suggestion(target, "target", ""))
                    .toList();
        }
        return OF_MODALITIES.contains(open.method())
                ? modalityTexts().stream()
                        .filter(one -> !open.call().arguments().contains(Optional.<Object>of(one.text())))
                        .toList()
                : List.of();
    }

    @Override
    public Optional<SuggestsTexts> following(Call call) {
        return SAME_NAMES.contains(call.method()) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("modality", "kind", "shape", "present", "missing", "classes");
        for (Features features : batch.modalities()) {
            table.row(
                    features.modality().name(),
                    features.modality().kind(),
                    Arrays.toString(features.values().shape()),
                    features.presence().count(),
                    rows() - features.presence().count(),
                    "");
        }
        targets.forEach((name, target) ->
                table.row(name, "target", "[" + target.rows() + "]", target.rows(), 0, TargetTexts.summary(target)));
        String line = datasetId + ", " + rows() + " rows, encoded";
        return DisplayData.html("<p>" + TableView.escape(line) + "</p>" + table.html(), line + "\n" + table.text());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
