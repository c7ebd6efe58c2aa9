package dev.interlace.workbench.pipelines;

import dev.interlace.jupyter.completion.Call;
import dev.interlace.jupyter.completion.OpenCall;
import dev.interlace.jupyter.completion.Suggestion;
import dev.interlace.jupyter.completion.SuggestsTexts;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.runtime.Pipeline;
import dev.interlace.runtime.PipelineCard;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Names;
import dev.interlace.spi.Target;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.Split;
import dev.interlace.workbench.data.SplitPlan;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.evaluation.Evaluation;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.evaluation.LabelSetEvaluation;
import dev.interlace.workbench.evaluation.TargetNumbersEvaluation;
import dev.interlace.workbench.models.FusionHandle;
import dev.interlace.workbench.models.FusionRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline in the making: which data, which encoders, which method and which target. Immutable; {@link #fit} fits it.
 *
 * @param parts what the lab lends
 * @param data the rows
 * @param encoding the encoders of choice; empty for the usual ones
 * @param method the fusion method; empty until one is chosen
 * @param target what is predicted; empty text for the first target
 * @param cut how the threshold between two classes is chosen; empty where the more probable class is predicted
 */
public record PipelinePlan(
        PipelineParts parts,
        LabData data,
        Optional<Encoding> encoding,
        Optional<FusionHandle> method,
        String target,
        Optional<Cut> cut)
        implements Showable, SuggestsTexts {
    /** This pipeline with these encoders, by column; other columns are left out. */
    public PipelinePlan encode(Map<String, String> encoders) {
        return encode(Encoding.of(encoders));
    }

    /** This pipeline with this encoding. */
    public PipelinePlan encode(Encoding other) {
        return new PipelinePlan(parts, data, Optional.of(other), method, target, cut);
    }

    /** This pipeline with the fusion method of that id and its default options. */
    public PipelinePlan fusion(String id) {
        return fusion(id, Map.of());
    }

    /** This pipeline with the fusion method of that id and options. */
    public PipelinePlan fusion(String id, Map<String, ?> options) {
        return fusion(parts.methods().fusion(id, options));
    }

    /** This pipeline with that method, with its members, heads and losses of choice. */
    public PipelinePlan fusion(FusionHandle other) {
        return new PipelinePlan(parts, data, encoding, Optional.of(other), target, cut);
    }

    /** This pipeline for another target than the first. */
    public PipelinePlan target(String other) {
        if (!data.dataset().targets().containsKey(other)) {
            throw new IllegalArgumentException(
                    Names.unknown("target", other, data.dataset().targets().keySet()));
        }
        return new PipelinePlan(parts, data, encoding, method, other, cut);
    }

    /**
     * How a threshold is chosen.
     *
     * @param positive the class
     * @param costs of a wrong and of a missed one; empty for F1
     */
    record Cut(String positive, Optional<double[]> costs) {}

    /** This pipeline with a threshold for one of two classes: the one of the largest F1 on the validation rows. */
    public PipelinePlan threshold(String positive) {
        return cut(new Cut(positive, Optional.empty()));
    }

    /**
     * This pipeline with a threshold for one of two classes: the one that costs least on the validation rows.
     *
     * @param ofWrong what it costs to predict the class where it is not, at least 0
     * @param ofMissed what it costs not to predict the class where it is, at least 0
     */
    public PipelinePlan threshold(String positive, double ofWrong, double ofMissed) {
        return cut(new Cut(positive, Optional.of(new double[] {ofWrong, ofMissed})));
    }

    private PipelinePlan cut(Cut chosen) {
        return new PipelinePlan(parts, data, encoding, method, target, Optional.of(chosen));
    }

    /** Fits on 70 % of the rows and measures on 15 %, split by groups under the lab's seed. */
    public FittedPipeline fit() {
        SplitPlan plan = SplitPlan.seeded(parts.seed());
        return fit(data.split(target.isEmpty() ? plan : plan.by(target)));
    }

    /** Fits on the training rows of a split of these data and measures on its test rows. */
    public FittedPipeline fit(Split split) {
        FusionHandle handle = method.orElseThrow(() -> new IllegalStateException("the pipeline for " + data.id()
                + " has no method yet; choose one by fusion(id) or fusion(id, options), lab.plugins(\"fusion\") lists"
                + " them"));
        Encoding chosen = encoding.orElseGet(() -> parts.sources().defaults(split.train()));
        EncodedSplit encoded = parts.sources().encode(split, chosen);
        EncodedSplit rows = target.isEmpty() ? encoded : encoded.by(target);
        cut.ifPresent(asked -> check(asked, rows));
        FusionRun fitted = handle.fit(rows.train());
        FusionRun run = cut.map(asked -> with(asked, fitted, rows.validation())).orElse(fitted);
        Optional<Evaluation> tested = rows.test().rows() == 0
                ? Optional.empty()
                : Optional.of(parts.evaluation().evaluate(run, rows.test()));
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("training", rows.train().rows());
        counts.put("validation", rows.validation().rows());
        counts.put("test", rows.test().rows());
        PipelineCard card = new PipelineCard(
                data.id(),
                rows.train().targets().keySet().iterator().next(),
                data.reading().ids(),
                parts.seed(),
                data.reading().columns(),
                run.name(),
                run.found().plugin().mark(),
                counts,
                rows.test().batch().rowIds(),
                tested.map(PipelinePlan::measured).orElse(Map.of()));
        Pipeline whole = Pipeline.of(card, rows.steps(), run);
        return new FittedPipeline(
                run.threshold().map(whole::with).orElse(whole),
                Optional.of(new FittedPipeline.Fit(rows, run, tested)),
                parts.evaluation());
    }

    /** Refuses, before anything is fitted, a threshold that cannot be chosen. */
    private static void check(Cut chosen, EncodedSplit rows) {
        Target wanted = rows.train().target();
        List<String> classes = wanted instanceof Labels labels ? labels.classes() : List.of();
        if (classes.size() != 2 || !classes.contains(chosen.positive())) {
            throw new IllegalArgumentException("threshold: '" + chosen.positive()
                    + "' must be one of two classes; the target is "
                    + wanted.kind().words() + " "
                    + wanted.columns());
        }
        if (rows.validation().rows() == 0) {
            throw new IllegalArgumentException(
                    "threshold: it is chosen on validation rows, and this split has none; SplitPlan gives some");
        }
    }

    private FusionRun with(Cut chosen, FusionRun run, Encoded validation) {
        return chosen.costs()
                .map(costs -> parts.evaluation().threshold(run, validation, chosen.positive(), costs[0], costs[1]))
                .orElseGet(() -> parts.evaluation().threshold(run, validation, chosen.positive()));
    }

    private static Map<String, String> measured(Evaluation evaluation) {
        Map<String, String> measured = new LinkedHashMap<>();
        if (evaluation instanceof TargetNumbersEvaluation numbers) {
            boolean several = numbers.columns().size() > 1;
            numbers.columns()
                    .forEach((column, found) -> found.evaluation()
                            .values()
                            .forEach((measure, value) ->
                                    measured.put(several ? column + ": " + measure : measure, five(value))));
        } else if (evaluation instanceof LabelSetEvaluation sets) {
            sets.values().forEach((measure, value) -> measured.put(measure, value.toString()));
        } else {
            measured.put("accuracy", evaluation.accuracy().toString());
            measured.put("chance", String.format(Locale.ROOT, "%.3f", evaluation.chance()));
            evaluation.measures().values().forEach(value -> {
                if (Double.isFinite(value.value())) {
                    measured.put(value.id(), String.format(Locale.ROOT, "%.4f", value.value()));
                }
            });
        }
        return measured;
    }

    private static String five(Interval value) {
        return String.format(Locale.ROOT, "%.5g [%.5g, %.5g]", value.value(), value.low(), value.high());
    }

    @Override
    public List<Suggestion> suggest(OpenCall open) {
        return open.method().equals("target") ? data.suggest(open) : List.of();
    }

    @Override
    public Optional<SuggestsTexts> following(Call call) {
        return List.of("encode", "fusion", "target", "threshold").contains(call.method())
                ? Optional.of(this)
                : Optional.empty();
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("column", "encoder", "modality");
        encoding.orElseGet(() -> parts.sources().defaults(data))
                .steps()
                .forEach(step -> table.row(
                        step.column(), step.encoder().isEmpty() ? "(numbers)" : step.encoder(), step.modality()));
        String line = "pipeline for " + data.id() + " in the making: "
                + method.map(FusionHandle::name).orElse("no method yet")
                + (target.isEmpty() ? "" : " for " + target)
                + "; fit() or fit(split) fits it";
        return DisplayData.html("<p>" + TableView.escape(line) + "</p>" + table.html(), line + "\n" + table.text());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
