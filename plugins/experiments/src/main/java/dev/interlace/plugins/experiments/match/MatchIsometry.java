package dev.interlace.plugins.experiments.match;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Param;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.LinkedHashMap;
import java.util.Map;

/** An exact copy in another order: whether nearly every item finds itself. */
public final class MatchIsometry implements Experiment<MatchIsometry.Options> {
    /** What the option that names the drawing does, also where copies are disturbed. */
    static final String DRAWN = "what is drawn on either side";

    private static final int KNOWN = 3;

    /** Options of {@link MatchIsometry}. */
    public record Options(
            @Param(doc = MatchIsometry.DRAWN, choice = "DISTANCES")
            Copy.Structure structure) {}

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                "match/isometry",
                "1.0.0",
                "Exact copies",
                "does every item of an exact copy find itself?",
                Options.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, Options options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Tally tally = new Tally(trial);
        boolean graph = options.structure() == Copy.Structure.EDGES;
        Map<String, Integer> conditions = new LinkedHashMap<>();
        conditions.put("nothing known", 0);
        if (graph) {
            conditions.put(KNOWN + " known pairs", KNOWN);
        }
        for (int i = 0; i < trial.repeats(Copy.REPEATS); i++) {
            Copy copy = Copy.of(trial, options.structure(), i, 0);
            for (Map.Entry<String, Integer> entry : conditions.entrySet()) {
                double accuracy = copy.accuracy(trial, entry.getValue(), i);
                tally.level(entry.getKey(), accuracy);
                tally.repetition(entry.getKey(), "share of right matches minus 0.9", accuracy - 0.9);
            }
        }
        return tally.outcome(options.structure().words(), "Right matches", "share of items");
    }
}
