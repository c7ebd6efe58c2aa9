package dev.interlace.bench.golden;

import dev.interlace.bench.golden.Variants.Variant;
import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matching;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Supervision;
import dev.interlace.spi.Warping;
import dev.interlace.testkit.PlantedMatching;
import dev.interlace.testkit.Problems;
import dev.interlace.testkit.Problems.Given;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every discrepancy, loss, measure of dependence, sequence aligner and matcher gives. */
final class MeasureLines {
    private static final int PERMUTATIONS = 19;
    private static final int ITEMS = 12;

    private final Problems drawn = new Problems(7);
    private final Lab lab;
    private final Catalogue catalogue;
    private final Lines lines;

    MeasureLines(Lab lab, Catalogue catalogue, Lines lines) {
        this.lab = lab;
        this.catalogue = catalogue;
        this.lines = lines;
    }

    void write() {
        catalogue
                .ids(PluginKind.DISCREPANCY)
                .forEach(id -> variants(catalogue.discrepancy(id).method().descriptor())
                        .forEach(variant -> discrepancy(id, variant)));
        catalogue
                .ids(PluginKind.LOSS)
                .forEach(
                        id -> variants(catalogue.loss(id).method().descriptor()).forEach(variant -> loss(id, variant)));
        catalogue
                .ids(PluginKind.DEPENDENCE)
                .forEach(id -> variants(catalogue.dependence(id).method().descriptor())
                        .forEach(variant -> dependence(id, variant)));
        catalogue
                .ids(PluginKind.SEQUENCE)
                .forEach(id -> variants(catalogue.sequence(id).method().descriptor())
                        .forEach(variant -> sequence(id, variant)));
        catalogue
                .ids(PluginKind.MATCHER)
                .forEach(id ->
                        variants(catalogue.matcher(id).method().descriptor()).forEach(variant -> matcher(id, variant)));
    }

    private static List<Variant> variants(MethodDescriptor<?> descriptor) {
        List<Variant> all = new ArrayList<>(List.of(Variants.plain(descriptor)));
        all.addAll(Variants.others(descriptor));
        return all;
    }

    private void discrepancy(String id, Variant variant) {
        INDArray x = drawn.normal("x", 40, 5, 0);
        for (int rows : new int[] {40, 28}) {
            INDArray y = drawn.normal("y", rows, 5, 0.5);
            String key = id + variant.name() + " 40 against " + rows;
            lines.trying(key, () -> {
                lines.numbers(
                        key + " value", lab.discrepancy(id, variant.options()).value(x, y));
                test(key, lab.seed(1).discrepancy(id, variant.options()).test(x, y, PERMUTATIONS));
            });
            lines.trying(
                    key + " gradient",
                    () -> lines.tensor(
                            key + " gradient",
                            lab.discrepancy(id, variant.options()).gradient(x, y)));
        }
    }

    private void test(String key, PermutationTest test) {
        lines.numbers(key + " test", test.value(), test.pValue(), test.permutations());
    }

    private void loss(String id, Variant variant) {
        INDArray left = drawn.normal("left", 8, 5, 0.3);
        INDArray right = drawn.normal("right", 8, 5, 0.3);
        int[] labels = {0, 1, 2, 3, 0, 4, 5, 6};
        String key = id + variant.name();
        lines.trying(key, () -> {
            lines.numbers(
                    key + " value", lab.seed(1).loss(id, variant.options()).value(left, right));
            lines.tensor(
                    key + " gradient", lab.seed(1).loss(id, variant.options()).gradient(left, right));
            lines.tensor(
                    key + " gradient, sides exchanged",
                    lab.seed(1).loss(id, variant.options()).gradient(right, left));
        });
        lines.trying(
                key + " with labels",
                () -> lines.numbers(
                        key + " value with labels",
                        lab.seed(1).loss(id, variant.options()).value(left, right, labels)));
    }

    private void dependence(String id, Variant variant) {
        INDArray x = drawn.normal("x", 30, 4, 0);
        INDArray y = x.mul(0.5).addi(drawn.normal("y", 30, 4, 0));
        String key = id + variant.name();
        lines.trying(key, () -> {
            lines.numbers(key + " value", lab.dependence(id, variant.options()).value(x, y));
            test(key, lab.seed(1).dependence(id, variant.options()).test(x, y, PERMUTATIONS));
        });
    }

    private void sequence(String id, Variant variant) {
        INDArray x = drawn.normal("x", 12, 3, 0);
        INDArray y = drawn.normal("y", 9, 3, 0);
        String key = id + variant.name();
        lines.trying(key, () -> {
            Warping warping = lab.sequence(id, variant.options()).align(x, y);
            lines.numbers(key + " cost", warping.cost());
            lines.numbers(key + " left steps", warping.left());
            lines.numbers(key + " right steps", warping.right());
            warping.weights().ifPresent(weights -> lines.tensor(key + " weights", weights));
        });
        lines.trying(
                key + " gradient",
                () -> lines.tensor(
                        key + " gradient", lab.sequence(id, variant.options()).gradient(x, y)));
    }

    private void matcher(String id, Variant variant) {
        Map<String, MatchProblem> problems = new LinkedHashMap<>();
        for (Given given : Given.values()) {
            PlantedMatching planted = drawn.planted(ITEMS, ITEMS, given);
            problems.put(given.name(), planted.problem());
            problems.put(
                    given + " and more on the right",
                    drawn.planted(ITEMS, ITEMS + 3, given).problem());
            int[] known = {0, 1, 2};
            int[] places = {planted.truth()[0], planted.truth()[1], planted.truth()[2]};
            problems.put(given + " and known pairs", planted.problem().withKnown(Supervision.seeds(known, places)));
        }
        problems.forEach((name, problem) -> {
            String key = id + variant.name() + " " + name;
            lines.trying(key, () -> {
                Matching matching = lab.seed(1).matcher(id, variant.options()).match(problem);
                lines.numbers(key + " matched", matching.rightOf());
                lines.numbers(key + " value", matching.value(), matching.iterations(), matching.converged() ? 1 : 0);
                matching.coupling().ifPresent(coupling -> lines.tensor(key + " coupling", coupling));
            });
        });
    }
}
