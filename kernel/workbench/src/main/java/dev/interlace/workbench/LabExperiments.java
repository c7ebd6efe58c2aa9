package dev.interlace.workbench;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Raw;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.DataSources;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.evaluation.AttentionFaithfulness;
import dev.interlace.workbench.experiments.Claims;
import dev.interlace.workbench.experiments.Experiments;
import dev.interlace.workbench.experiments.LedgerSource;
import dev.interlace.workbench.experiments.Outcome;
import dev.interlace.workbench.experiments.Subject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs experiments on the methods of a lab, and shows how many fits that took.
 *
 * @param lab brings methods and data, quietly
 * @param catalogue finds experiments and the claims of a method
 */
record LabExperiments(Lab lab, Catalogue catalogue) implements LedgerSource {
    @Override
    public Experiments all() {
        return new Experiments(catalogue);
    }

    /** A method by default. */
    Subject subject(String method) {
        return subject(method, Map.of());
    }

    @Override
    public Subject subject(String method, Map<String, String> options) {
        Plugin plugin = catalogue.plugin(method);
        return plugin.kinds().contains(PluginKind.FUSION)
                ? Subject.of(lab.fusion(plugin.id(), options))
                : new Subject(plugin, options, lab.seed(), Optional.empty());
    }

    @Override
    public DataSources sources() {
        return lab.data();
    }

    @Override
    public long seed() {
        return lab.seed();
    }

    Outcome run(String id, Subject subject, Optional<EncodedSplit> split) {
        all().get(id); // a wrong id is told before anything is fitted
        return measured(id + " of " + subject.name(), context -> all().run(id, subject, split, this, context));
    }

    Claims claims(Subject subject, Optional<EncodedSplit> split) {
        return measured("claims of " + subject.name(), context -> all().claims(subject, split, this, context));
    }

    @Override
    public Dataset data(String id, Map<String, ?> options) {
        return lab.data(id, options).dataset();
    }

    @Override
    public Features encode(String modality, String encoder, Map<String, ?> options, Raw raw) {
        return lab.data().encode(raw, new Encoding.Step(modality, encoder, options, modality));
    }

    @Override
    public AttentionFaithfulness faithfulness(AlignmentModel model, Encoded test) {
        return lab.faithfulness(model, test);
    }

    private <R> R measured(String what, Function<FitContext, R> experiment) {
        int[] fits = new int[1];
        FitProgress progress = FitProgress.of(what);
        try {
            R found = experiment.apply(FitContext.seeded(lab.seed())
                    .with(step -> {
                        fits[0]++;
                        progress.on(new Progress.Step("fits", fits[0], fits[0], "fits", fits[0]));
                    })
                    .with(progress.cancellation()));
            progress.done(what + ": " + fits[0] + " fits in " + FitProgress.number(progress.seconds()) + " s");
            return found;
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
    }
}
