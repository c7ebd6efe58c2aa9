package dev.interlace.workbench.choosing;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.measure.Scale;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.evaluation.Contest;
import dev.interlace.workbench.evaluation.Evaluation;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.evaluation.PairedPermutation;
import dev.interlace.workbench.figures.Figure;
import dev.interlace.workbench.models.FusionHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Which method suits some rows: how all did, and the simplest that the rows do not tell apart from the best.
 *
 * @param data the name of the data set
 * @param standings all that were measured
 * @param method what fits the chosen one; empty where it is chance, or no single method
 * @param modalities those that the chosen one sees; none for chance
 * @param alone the names of those that see one of several modalities
 * @param columns how all columns are read; empty where features were given
 * @param byValidation the score of choosing the best by validation rows, chosen again in each fold: what to expect of
 *     choosing; empty without validation rows
 * @param tested the chosen one on the test rows of a split, which had no part in choosing; empty without a split
 * @param notRun name to the reason, for those that the time was too short for
 * @param refused name to the reason, for those that do not take the rows, or failed
 * @param constant what chance answers, in words
 * @param how folds, seed and time
 */
public record Choice(
        String data,
        Standings standings,
        Optional<FusionHandle> method,
        List<String> modalities,
        List<String> alone,
        Optional<Encoding> columns,
        Optional<Interval> byValidation,
        Optional<Evaluation> tested,
        Map<String, String> notRun,
        Map<String, String> refused,
        String constant,
        String how)
        implements Showable {
    public Choice {
        modalities = List.copyOf(modalities);
        alone = List.copyOf(alone);
        notRun = Collections.unmodifiableMap(new LinkedHashMap<>(notRun));
        refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
    }

    /** The name of the chosen one: the simplest that is not told apart from the best. */
    public String name() {
        return standings.simplest();
    }

    /** Whether the best is told apart from answering without looking at any modality. */
    public boolean beatsChance() {
        return !standings.line(Contest.CHANCE).notToldApart();
    }

    /** The chosen method with its options, ready to be fitted: {@code lab.pipeline(data).fusion(choice.handle())}. */
    public FusionHandle handle() {
        return method.orElseThrow(() -> new IllegalStateException(
                beatsChance()
                        ? name() + " is several models, one for each label, and no single method; take another of "
                                + standings.notToldApart()
                        : "nothing is told apart from chance, so there is no method to fit; more rows, or other"
                                + " columns, may help"));
    }

    /** How the columns of the chosen modalities are read: {@code lab.pipeline(data).encode(choice.encoding())}. */
    public Encoding encoding() {
        Encoding all = columns.orElseThrow(() -> new IllegalStateException(
                "the features of " + data + " were given, so no column is read by an encoder"));
        return new Encoding(all.steps().stream()
                .filter(step -> modalities.contains(step.modality()))
                .toList());
    }

    /** What is to be known first, a sentence each. */
    public List<String> conclusions() {
        List<String> all = new ArrayList<>();
        Standings.Line best = standings.lines().get(0);
        Standings.Line chance = standings.line(Contest.CHANCE);
        if (standings.lines().size() == 1) {
            all.add("Nothing but chance was measured: see below why; within(Duration) gives more time.");
            return all;
        }
        if (!beatsChance()) {
            all.add("Nothing is told apart from chance (" + constant + ", " + standings.measure() + " "
                    + three(chance.score().value()) + "): the best, " + best.name() + ", reaches "
                    + best.score()
                    + (Double.isNaN(chance.pValue()) ? "" : ", p " + PairedPermutation.p(chance.pValue())) + ".");
            expected(all);
            return all;
        }
        List<String> alike = standings.notToldApart();
        all.add(
                alike.size() == 1
                        ? "Take " + name() + ": every other one is told apart from it."
                        : "Take " + name() + ": the simplest of " + alike.size()
                                + " that these rows do not tell apart from the best, " + best.name() + ".");
        alike.stream()
                .filter(alone::contains)
                .findFirst()
                .ifPresent(one -> all.add(
                        "That fusion helps is not seen on these rows: " + one + ", is not told apart from the best."));
        expected(all);
        tested.ifPresent(value -> all.add("On the test rows of the split, which had no part in choosing: " + value));
        return all;
    }

    private void expected(List<String> all) {
        byValidation.ifPresent(value -> all.add("What to expect of choosing: the best on validation rows, chosen again"
                + " in each fold, reaches " + standings.measure() + " " + value + " on test rows."));
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** What was not measured, a line each. */
    private List<String> left() {
        List<String> lines = new ArrayList<>();
        notRun.forEach((name, why) -> lines.add("not measured: " + name + ": " + why));
        refused.forEach((name, why) -> lines.add("not taken: " + name + ": " + why));
        return lines;
    }

    /** The scores as bars with their intervals, and chance as a dashed line. */
    public Figure figure() {
        String lower = standings.better() == Scale.Better.LOWER ? ", lower is better" : "";
        return standings.figure(
                "Methods for " + data + ", with 95 % intervals" + lower,
                OptionalDouble.of(standings.line(Contest.CHANCE).score().value()));
    }

    @Override
    public DisplayData display() {
        TableView table = standings.table("");
        List<String> notes = new ArrayList<>();
        if (!notRun.isEmpty()) {
            notes.add("The time was over before " + notRun.size() + " could be measured; within(Duration) gives more");
        }
        notes.addAll(left());
        notes.add(standings.how() + "; chance: " + constant + "; " + how);
        Figure figure = figure();
        return DisplayData.html(
                conclusions().stream()
                                .map(line -> "<p><b>" + TableView.escape(line) + "</b></p>")
                                .collect(Collectors.joining())
                        + table.html()
                        + notes.stream()
                                .map(line -> "<div><small>" + TableView.escape(line) + "</small></div>")
                                .collect(Collectors.joining())
                        + figure.html(),
                String.join("\n", conclusions()) + "\n" + table.text() + "\n" + String.join("\n", notes) + "\n\n"
                        + figure.text());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
