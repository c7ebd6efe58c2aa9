package dev.interlace.bench.golden;

import dev.interlace.bench.golden.Variants.Variant;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Supervision;
import dev.interlace.testkit.AlignmentProblem;
import dev.interlace.testkit.Problems;
import dev.interlace.testkit.Problems.Widths;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.Encoded;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** What every alignment method gives, and the contrastive one with every loss. */
final class AlignmentLines {
    private static final int ROWS = 45;
    private static final int NODES = 24;
    private static final int SHIPPED_ROWS = 80;
    private static final String CONTRASTIVE = "alignment/contrastive";

    private final Lab lab;
    private final Catalogue catalogue;
    private final Lines lines;
    private final Map<String, AlignmentProblem> problems = new LinkedHashMap<>();

    AlignmentLines(Lab lab, Catalogue catalogue, Lines lines) {
        this.lab = lab;
        this.catalogue = catalogue;
        this.lines = lines;
        Problems drawn = new Problems(7);
        problems.put("pairs", drawn.paired(ROWS, Widths.DIFFERENT));
        problems.put("equal widths", drawn.paired(ROWS, Widths.EQUAL));
        problems.put("seed pairs", drawn.seeded(ROWS, Widths.EQUAL));
        problems.put("no pairs", drawn.shuffled(ROWS, Widths.EQUAL));
        problems.put("graphs", drawn.graphs(NODES));
        problems.put("tokens", tokens(drawn));
        problems.put("emoji", emoji());
    }

    private static AlignmentProblem tokens(Problems drawn) {
        MultimodalBatch batch = drawn.blobs(ROWS, 3, List.of(Modality.tokens("left"), Modality.tokens("right")))
                .batch();
        return pairs(batch, "left", "right");
    }

    private AlignmentProblem emoji() {
        Encoded encoded = lab.encode(Shipped.rows(lab, "data/emoji", SHIPPED_ROWS), Shipped.words());
        return pairs(encoded.batch(), "name", "tags");
    }

    private static AlignmentProblem pairs(MultimodalBatch batch, String left, String right) {
        return new AlignmentProblem(
                batch.get(left),
                batch.get(right),
                Supervision.paired(),
                IntStream.range(0, batch.rows()).toArray());
    }

    void write() {
        for (String id : catalogue.ids(PluginKind.ALIGNMENT)) {
            write(id, catalogue.alignment(id).method().descriptor());
        }
        MethodDescriptor<?> contrastive =
                catalogue.alignment(CONTRASTIVE).method().descriptor();
        for (String loss : catalogue.ids(PluginKind.LOSS)) {
            contrastive(loss, contrastive);
        }
    }

    private void write(String id, MethodDescriptor<?> descriptor) {
        Variant plain = Variants.plain(descriptor);
        Optional<String> first = Optional.empty();
        for (String problem : problems.keySet()) {
            boolean fits = fit(lab.seed(1), id, problem, plain, "seed 1");
            if (fits && first.isEmpty()) {
                first = Optional.of(problem);
                fit(lab.seed(2), id, problem, plain, "seed 2");
            }
        }
        String problem = first.orElseThrow(() -> new IllegalStateException(id + " accepts no problem of the record"));
        for (Variant variant : Variants.others(descriptor)) {
            if (!(id.equals(CONTRASTIVE) && variant.name().startsWith("{loss="))) { // by the losses' ids below
                fit(lab.seed(1), id, problem, variant, "seed 1");
            }
        }
    }

    private boolean fit(Lab seeded, String id, String problem, Variant variant, String seed) {
        String key = String.join(" ", id + variant.name(), problem, seed);
        return lines.trying(key, () -> write(key, seeded, id, variant, Objects.requireNonNull(problems.get(problem))));
    }

    private void write(String key, Lab seeded, String id, Variant variant, AlignmentProblem problem) {
        AlignmentModel model =
                seeded.alignment(id, variant.options()).fit(problem.left(), problem.right(), problem.supervision());
        lines.trying(
                key + " left embedding",
                () -> lines.tensor(key + " left embedding", model.embed(Side.LEFT, problem.left())));
        lines.trying(
                key + " right embedding",
                () -> lines.tensor(key + " right embedding", model.embed(Side.RIGHT, problem.right())));
        lines.tensor(key + " similarity", model.similarity(problem.left(), problem.right()));
        if (variant.name().isEmpty()) {
            model.explain(problem.left(), problem.right())
                    .forEach((name, tensor) -> lines.tensor(key + " explained by " + name, tensor));
            lines.numbers(key + " parameters", model.parameterCount());
            HistoryLines.write(lines, key, model.history());
        }
    }

    /** The option is the id of a loss, or, in older builds, a constant that is named like it. */
    private void contrastive(String loss, MethodDescriptor<?> descriptor) {
        for (String value : List.of(
                loss, loss.substring(loss.indexOf('/') + 1).replace('-', '_').toUpperCase(Locale.ROOT))) {
            Map<String, Object> options = new HashMap<>(Variants.few(descriptor, Map.of("loss", value)));
            String key = CONTRASTIVE + " trained by " + loss;
            try {
                lab.alignment(CONTRASTIVE, options);
            } catch (IllegalArgumentException e) {
                continue;
            }
            lines.trying(
                    key,
                    () -> write(
                            key,
                            lab.seed(1),
                            CONTRASTIVE,
                            new Variant("", options),
                            Objects.requireNonNull(problems.get("pairs"))));
            return;
        }
    }
}
