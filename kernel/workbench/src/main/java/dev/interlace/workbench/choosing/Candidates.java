package dev.interlace.workbench.choosing;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Features;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.spi.Target;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.evaluation.Contest;
import dev.interlace.workbench.models.FusionHandle;
import dev.interlace.workbench.models.Methods;
import dev.interlace.workbench.tribuo.TribuoFusion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tribuo.Trainer;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * Who takes part in choosing: baselines, and every fusion method that by what it declares takes the kind of target, its
 * weights, the modalities and absent rows.
 *
 * <p>The linear baseline is the method whose head can be exchanged, with no hidden units; the forest is that head
 * exchanged. So a method is found by its capabilities and not by its id.
 *
 * @param baselines chance first, then each modality alone and a linear model
 * @param all the baselines, a forest and then the methods: the order in which they run
 * @param leftOut id of a method to why it does not take part
 */
record Candidates(List<Candidate> baselines, List<Candidate> all, Map<String, String> leftOut) {
    private static final String HIDDEN = "hidden";
    private static final int TREES = 100;
    private static final int DEPTH = 64; // more than any tree of a few thousand rows has

    /** Cells that Tribuo's trees look at in a second; see the guide on evaluation. */
    private static final double CELLS_PER_SECOND = 2.5e6;

    /** What is put in the place of absent rows, the least invented first. */
    private static final List<MissingPolicy> POLICIES = List.of(
            MissingPolicy.AVAILABLE_ONLY,
            MissingPolicy.MEAN,
            MissingPolicy.CONDITIONAL_GAUSSIAN,
            MissingPolicy.LEARNED_TOKEN,
            MissingPolicy.ZERO);

    /**
     * The candidates for rows.
     *
     * @param methods finds them
     * @param parts all rows of a round
     * @param only ids of the methods beside the baselines; empty for all
     * @param forestSeconds how long a forest may take: Tribuo cannot be stopped, so a longer one is not begun
     */
    static Candidates of(
            Methods methods, List<Encoded> parts, RowScore score, Collection<String> only, double forestSeconds) {
        Encoded rows = parts.get(0);
        List<MultimodalBatch> batches = parts.stream().map(Encoded::batch).toList();
        Data data = new Data(rows.batch(), rows.target(), batches);
        List<Candidate> all = new ArrayList<>(List.of(Candidate.chance(Contest.CHANCE, score)));
        List<String> names = rows.batch().names();
        Optional<FusionHandle> head = ids(methods)
                .map(id -> methods.fusion(id, Map.of()))
                .filter(handle -> hasHead(handle) && data.refusal(handle).isEmpty())
                .findFirst();
        Optional<FusionHandle> linear =
                head.map(handle -> data.heeding(handle, Map.of(HIDDEN, 0))).or(() -> tribuo(methods, data));
        boolean several = names.size() > 1;
        for (String name : several ? names : List.<String>of()) {
            linear.ifPresent(handle -> all.add(Candidate.of(name + " alone, linear", List.of(name), handle, score)));
            head.ifPresent(handle -> all.add(
                    Candidate.of(name + " alone, network", List.of(name), data.heeding(handle, Map.of()), score)));
        }
        String beside = several ? ", all side by side" : "";
        linear.ifPresent(handle -> all.add(Candidate.of(linearWords(rows.target()) + beside, names, handle, score)));
        List<Candidate> baselines = List.copyOf(all);
        Map<String, String> leftOut = new LinkedHashMap<>();
        String name = "forest" + beside;
        double seconds = data.forestSeconds();
        if (rows.target().weights().length > 0) {
            leftOut.put(name, "counts all rows alike, and the target has row weights");
        } else if (seconds > forestSeconds) {
            leftOut.put(
                    name,
                    String.format(
                            Locale.ROOT,
                            "one fit would take about %.0f s, more than its share of the time; a forest of Tribuo"
                                    + " cannot be stopped, so it was not begun",
                            seconds));
        } else {
            all.add(forest(methods, data, name, score));
        }
        ids(methods).filter(id -> only.isEmpty() || only.contains(id)).forEach(id -> {
            FusionHandle handle = methods.fusion(id, Map.of());
            Optional<String> refusal = data.refusal(handle);
            if (refusal.isPresent()) {
                leftOut.put(handle.name(), refusal.get());
            } else {
                FusionHandle taken = data.heeding(handle, Map.of());
                all.add(Candidate.of(taken.name(), names, taken, score));
            }
        });
        return new Candidates(baselines, all, leftOut);
    }

    /** The names of those that see one of several modalities. */
    List<String> alone() {
        int seen = all.stream().mapToInt(one -> one.modalities().size()).max().orElse(0);
        return all.stream()
                .filter(one -> one.modalities().size() == 1 && seen > 1)
                .map(Candidate::name)
                .toList();
    }

    /** The ids of the fusion methods, without the one that is the baselines' own. */
    private static Stream<String> ids(Methods methods) {
        return methods.catalogue().ids(PluginKind.FUSION).stream().filter(id -> !id.equals(TribuoFusion.ID));
    }

    private static boolean hasHead(FusionHandle handle) {
        return handle.descriptor().capabilities().contains(Capability.EXCHANGEABLE_HEAD)
                && option(
                                handle,
                                option -> option.name().equals(HIDDEN)
                                        && option.type() == int.class
                                        && option.param().min() == 0)
                        .isPresent();
    }

    private static Optional<Option> option(FusionHandle handle, Predicate<Option> fits) {
        return handle.descriptor().schema().options().stream().filter(fits).findFirst();
    }

    /** Tribuo's own linear classifier, where no network takes the target. */
    private static Optional<FusionHandle> tribuo(Methods methods, Data data) {
        FusionHandle handle = methods.fusion(TribuoFusion.ID, Map.of());
        boolean classes =
                data.target.kind() == Target.Kind.ONE_CLASS || data.target.kind() == Target.Kind.ORDERED_CLASSES;
        return classes && data.target.weights().length == 0
                ? Optional.of(data.heeding(handle, Map.of()))
                : Optional.empty();
    }

    private static String linearWords(Target target) {
        return switch (target.kind()) {
            case ONE_CLASS -> "logistic regression";
            case ORDERED_CLASSES -> "ordinal logistic regression";
            case SEVERAL_LABELS -> "logistic regression of each label";
            case NUMBERS -> "linear regression";
        };
    }

    private static Candidate forest(Methods methods, Data data, String name, RowScore score) {
        int width = Math.max(
                1, data.rows.modalities().stream().mapToInt(Candidates::columns).sum());
        float share = (float) Math.max(1.0 / width, 1 / Math.sqrt(width));
        Trainer<?> trainer = data.target.kind() == Target.Kind.NUMBERS
                ? new RandomForestTrainer<>(
                        new CARTRegressionTrainer(
                                DEPTH, 5, 0, Math.max(share, 1f / 3), false, new MeanSquaredError(), 1),
                        new AveragingCombiner(),
                        TREES)
                : new RandomForestTrainer<>(
                        new CARTClassificationTrainer(DEPTH, share, 1), new VotingCombiner(), TREES);
        FusionHandle handle =
                data.heeding(methods.fusion(TribuoFusion.ID, Map.of()).head(trainer), Map.of());
        return data.target.kind() == Target.Kind.SEVERAL_LABELS
                ? Candidate.perLabel(name, data.rows.names(), handle, score)
                : Candidate.of(name, data.rows.names(), handle, score);
    }

    /** How many columns a modality is side by side with others. */
    private static int columns(Features features) {
        return features.modality().kind() == Modality.Kind.IMAGE
                ? (int) (features.values().length() / Math.max(1, features.rows()))
                : features.width();
    }

    /**
     * What the data ask of a method.
     *
     * @param rows some rows
     * @param target their target
     * @param all every row
     */
    private record Data(MultimodalBatch rows, Target target, List<MultimodalBatch> all) {
        /** Columns of all modalities side by side. */
        int width() {
            return Math.max(
                    1, rows.modalities().stream().mapToInt(Candidates::columns).sum());
        }

        /** About how long a forest takes. */
        double forestSeconds() {
            double labels = target.kind() == Target.Kind.SEVERAL_LABELS
                    ? target.columns().size()
                    : 1;
            double levels = Math.log(Math.max(2, rows.rows())) / Math.log(2);
            return labels * TREES * (double) rows.rows() * width() * levels / CELLS_PER_SECOND;
        }

        boolean missing() {
            return all.stream()
                    .flatMap(batch -> batch.modalities().stream())
                    .anyMatch(features -> !features.presence().isComplete());
        }

        /** Why a method does not take part, by what it declares; empty where it does. */
        Optional<String> refusal(FusionHandle handle) {
            FusionMethod<?> method = handle.found().method();
            Set<Capability> able = method.descriptor().capabilities();
            if (!method.targets().contains(target.kind())) {
                return Optional.of("predicts " + Target.Kind.words(method.targets()) + ", and the target is "
                        + target.kind().words());
            }
            if (target.weights().length > 0 && !method.weighsRows()) {
                return Optional.of("counts all rows alike, and the target has row weights");
            }
            if (rows.modalities().size() > 2 && !able.contains(Capability.MORE_THAN_TWO)) {
                return Optional.of("takes two modalities, and there are "
                        + rows.modalities().size());
            }
            boolean tokens =
                    rows.modalities().stream().anyMatch(one -> one.modality().kind() == Modality.Kind.TOKENS);
            if (tokens && !able.contains(Capability.VARIABLE_LENGTH)) {
                return Optional.of("takes no token sequences");
            }
            if (missing()
                    && !able.contains(Capability.HANDLES_MISSING)
                    && policy(handle).isEmpty()) {
                return Optional.of("rejects absent modalities");
            }
            return Optional.empty();
        }

        /** The policy for absent rows that a method takes, its default before others. */
        private Optional<Object> policy(FusionHandle handle) {
            return option(handle, option -> option.type() == MissingPolicy.class)
                    .flatMap(option -> option.initial() != MissingPolicy.REJECT
                            ? Optional.of(option.initial())
                            : POLICIES.stream()
                                    .filter(policy -> option.choices().contains(policy))
                                    .<Object>map(policy -> policy)
                                    .findFirst());
        }

        /** A method with its options, and with a policy where rows are absent and it rejects those by default. */
        FusionHandle heeding(FusionHandle handle, Map<String, ?> options) {
            Map<String, Object> all = new HashMap<>(handle.options());
            all.putAll(options);
            if (missing()) {
                option(
                                handle,
                                option -> option.type() == MissingPolicy.class
                                        && option.initial() == MissingPolicy.REJECT)
                        .ifPresent(
                                option -> policy(handle).ifPresent(policy -> all.putIfAbsent(option.name(), policy)));
            }
            return handle.options(all);
        }
    }
}
