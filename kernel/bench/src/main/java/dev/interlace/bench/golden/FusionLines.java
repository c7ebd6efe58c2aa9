package dev.interlace.bench.golden;

import dev.interlace.bench.golden.Variants.Variant;
import dev.interlace.spi.EnsembleMethod;
import dev.interlace.spi.Features;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.testkit.FusionProblem;
import dev.interlace.testkit.Problems;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.Encoded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What every fusion method gives. */
final class FusionLines {
    private static final int ROWS = 48;
    private static final int CLASSES = 3;
    private static final int SHIPPED_ROWS = 90;
    private static final double TERM_WEIGHT = 0.5;
    private static final String TERM_METHOD = "fusion/gated";

    private final Lab lab;
    private final Catalogue catalogue;
    private final Lines lines;
    private final Map<String, FusionProblem> problems = new LinkedHashMap<>();

    FusionLines(Lab lab, Catalogue catalogue, Lines lines) {
        this.lab = lab;
        this.catalogue = catalogue;
        this.lines = lines;
        problems.put("vectors", blobs(Modality.vector("a"), Modality.vector("b")));
        problems.put("three", blobs(Modality.vector("a"), Modality.vector("b"), Modality.vector("c")));
        problems.put("tokens", blobs(Modality.tokens("text"), Modality.vector("sound")));
        problems.put("sequences", blobs(Modality.tokens("text"), Modality.tokens("sound")));
        problems.put("pictures", blobs(new Modality("picture", Modality.Kind.IMAGE), Modality.vector("sound")));
        problems.put("holes", holes());
        problems.put("emoji", problem(lab.encode(Shipped.rows(lab, "data/emoji", SHIPPED_ROWS), Shipped.words())));
        problems.put("multiomics", problem(Shipped.numbers(lab, "data/multiomics", SHIPPED_ROWS)));
    }

    private static FusionProblem blobs(Modality... modalities) {
        return new Problems(7).blobs(ROWS, CLASSES, List.of(modalities));
    }

    private FusionProblem holes() {
        FusionProblem whole = blobs(Modality.vector("a"), Modality.vector("b"));
        return new FusionProblem(whole.batch().masked("b", new Problems(7).holes("b", ROWS)), whole.labels());
    }

    private static FusionProblem problem(Encoded data) {
        return new FusionProblem(data.batch(), data.labels());
    }

    void write() {
        for (String id : catalogue.ids(PluginKind.FUSION)) {
            write(id, catalogue.fusion(id).method().descriptor());
        }
        for (String loss : catalogue.ids(PluginKind.LOSS)) {
            term(TERM_METHOD, loss);
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
            fit(lab.seed(1), id, problem, variant, "seed 1");
            if (variant.name().startsWith("{missing=")) {
                fit(lab.seed(1), id, "holes", variant, "seed 1");
                fit(lab.seed(1), id, "multiomics", variant, "seed 1");
            }
        }
        if (catalogue.fusion(id).method() instanceof EnsembleMethod<?>) {
            member(id, plain);
        }
        if (!id.equals(TERM_METHOD)) {
            term(id, catalogue.ids(PluginKind.LOSS).get(0));
        }
    }

    private boolean fit(Lab seeded, String id, String problem, Variant variant, String seed) {
        String key = String.join(" ", id + variant.name(), problem, seed);
        MultimodalBatch batch = Objects.requireNonNull(problems.get(problem)).batch();
        Labels labels = Objects.requireNonNull(problems.get(problem)).labels();
        return lines.trying(key, () -> {
            FusionModel model = seeded.fusion(id, variant.options()).fit(batch, labels);
            write(key, model, batch, variant.name().isEmpty());
        });
    }

    private void write(String key, FusionModel model, MultimodalBatch batch, boolean whole) {
        lines.tensor(key + " probabilities", model.predict(batch));
        model.fuse(batch).ifPresent(fused -> lines.tensor(key + " fused", fused));
        if (whole) {
            model.explain(batch).forEach((name, tensor) -> lines.tensor(key + " explained by " + name, tensor));
            lines.numbers(key + " parameters", model.parameterCount());
            HistoryLines.write(lines, key, model.history());
        }
    }

    private void member(String id, Variant plain) {
        FusionProblem problem = Objects.requireNonNull(problems.get("vectors"));
        String member = catalogue.ids(PluginKind.FUSION).stream()
                .filter(other -> !(catalogue.fusion(other).method() instanceof EnsembleMethod<?>))
                .findFirst()
                .orElseThrow();
        String modality = problem.batch().modalities().stream()
                .map(Features::modality)
                .map(Modality::name)
                .findFirst()
                .orElseThrow();
        Variant few = Variants.plain(catalogue.fusion(member).method().descriptor());
        String key = id + " with " + member + " for " + modality;
        lines.trying(
                key,
                () -> write(
                        key,
                        lab.seed(1)
                                .fusion(id, plain.options())
                                .member(modality, lab.seed(1).fusion(member, few.options()))
                                .fit(problem.batch(), problem.labels()),
                        problem.batch(),
                        false));
    }

    /** The method trained with an alignment loss beside its own. */
    private void term(String id, String loss) {
        Variant plain = Variants.plain(catalogue.fusion(id).method().descriptor());
        for (String name : List.of("vectors", "sequences")) {
            FusionProblem problem = Objects.requireNonNull(problems.get(name));
            String key = id + " with " + loss + " " + name;
            lines.trying(
                    key,
                    () -> write(
                            key,
                            lab.seed(1)
                                    .fusion(id, plain.options())
                                    .with(lab.seed(1).loss(loss), TERM_WEIGHT)
                                    .fit(problem.batch(), problem.labels()),
                            problem.batch(),
                            false));
        }
    }
}
