package dev.interlace.plugins.experiments.fusion;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.EnsembleModel;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Member;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One member exchanged: which others are fitted again, told by the bits of what they say. */
public final class FusionModular implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/modular",
                "1.0.0",
                "Exchanged member",
                "do the other members stay when one is exchanged?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        FusionModel model = trial.fit(trial.method(), trial.train(), given.seed());
        if (!(model instanceof EnsembleModel before)) {
            throw new IllegalArgumentException(trial.id() + " has no members");
        }
        Rows train = trial.train();
        List<String> names = train.batch().names();
        String exchanged = names.get(0);
        Chosen<FusionMethod<?>> other = FusionTrial.with(
                FusionTrial.tolerant(trial.other(given.rival("fusion/early")), MissingPolicy.REJECT),
                Map.of("hidden", 0));
        FitContext context = given.context(given.seed()).on(train.datasetId()).grouped(train.groups());
        EnsembleModel after = before.refit(
                exchanged, member(other.method(), other.options()), train.batch(), train.labels(), context);
        double[] same = names.stream()
                .mapToDouble(name -> same(before.member(name), after.member(name), train.only(name)) ? 1 : 0)
                .toArray();
        double others = (Matrices.mean(same) * names.size() - same[0]) / Math.max(1, names.size() - 1);
        return trial.outcome(
                List.of(Effect.counted(
                        exchanged + " exchanged",
                        "share of the other members that say the same to the bit, minus the exchanged one's",
                        others - same[0],
                        "counted over " + names.size() + " members")),
                train.count() + " training rows of " + train.datasetId(),
                new Chart.Bars(
                        "Members that stay the same",
                        "member",
                        "1 if so",
                        List.of(Chart.Group.of("same", names, same))));
    }

    private static <O extends Record> Member<O> member(FusionMethod<O> method, Map<String, ?> options) {
        return new Member<>(method, method.descriptor().schema().parse(options));
    }

    private static boolean same(FusionModel one, FusionModel other, Rows rows) {
        int[] present = rows.batch().modalities().get(0).presence().rowsPresent();
        Rows some = rows.rows(present);
        return Arrays.equals(Host.doubles(one.predict(some.batch())), Host.doubles(other.predict(some.batch())));
    }
}
