package dev.interlace.workbench;

import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Progress;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.experiments.Claims;
import dev.interlace.workbench.experiments.Experiments;
import dev.interlace.workbench.experiments.Outcome;
import dev.interlace.workbench.experiments.Subject;
import dev.interlace.workbench.models.AlignmentHandle;
import dev.interlace.workbench.models.FusionHandle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Runs experiments on the methods of a lab, and shows how many fits that took.
 *
 * @param lab brings methods and data, quietly
 * @param catalogue finds the claims of a method
 */
record LabExperiments(Lab lab, Catalogue catalogue) {
    Experiments all() {
        return Experiments.builtIn();
    }

    Outcome run(String id, String method, EncodedSplit split) {
        return all().get(id).isOfFusion()
                ? run(id, lab.fusion(method), split)
                : run(id, subject(method), Optional.of(split));
    }

    Outcome run(String id, String method) {
        if (all().get(id).isOfFusion()) {
            throw new IllegalArgumentException(
                    id + " needs rows: lab.experiment(\"" + id + "\", \"" + method + "\", split)");
        }
        return run(id, subject(method), Optional.empty());
    }

    Outcome run(String id, FusionHandle method, EncodedSplit split) {
        all().get(id); // a wrong id is told before anything is fitted
        return measured(id + " of " + method.name(), fitting -> all().run(id, method, split, lab::fusion, fitting));
    }

    Outcome run(String id, AlignmentHandle method, EncodedSplit split) {
        Subject subject = subject(method.descriptor().id());
        return run(
                id, new Subject(subject.id(), method.options(), method.seed(), subject.claims()), Optional.of(split));
    }

    private Outcome run(String id, Subject subject, Optional<EncodedSplit> split) {
        return asked(id + " of " + subject.name(), (quiet, context) -> all().run(id, subject, split, quiet, context));
    }

    Claims claims(String method, EncodedSplit split) {
        return catalogue.plugin(method).kinds().contains(PluginKind.FUSION)
                ? claims(lab.fusion(method), split)
                : claims(subject(method), Optional.of(split));
    }

    Claims claims(String method) {
        return claims(subject(method), Optional.empty());
    }

    Claims claims(FusionHandle method, EncodedSplit split) {
        return measured("claims of " + method.name(), fitting -> all().claims(method, split, lab::fusion, fitting));
    }

    private Claims claims(Subject subject, Optional<EncodedSplit> split) {
        return asked("claims of " + subject.name(), (quiet, context) -> all().claims(subject, split, quiet, context));
    }

    private Subject subject(String method) {
        Plugin plugin = catalogue.plugin(method);
        List<Claim> claims =
                plugin.descriptor().map(descriptor -> descriptor.claims()).orElse(List.of());
        return new Subject(plugin.id(), Map.of(), lab.seed(), claims);
    }

    private <R> R measured(String what, Function<BiFunction<FusionHandle, Encoded, FusionModel>, R> experiment) {
        int[] fits = new int[1];
        return told(
                what,
                fits,
                progress -> experiment.apply((fit, train) -> {
                    FusionModel model = fit.quietly(train, progress.cancellation());
                    fits[0]++;
                    progress.on(new Progress.Step("fits", fits[0], fits[0], "fits", fits[0]));
                    return model;
                }));
    }

    private <R> R asked(String what, BiFunction<Lab, FitContext, R> experiment) {
        int[] fits = new int[1];
        return told(what, fits, progress -> {
            FitContext context = FitContext.seeded(lab.seed())
                    .with(step -> {
                        fits[0]++;
                        progress.on(new Progress.Step("fits", fits[0], fits[0], "fits", fits[0]));
                    })
                    .with(progress.cancellation());
            return experiment.apply(lab, context);
        });
    }

    private static <R> R told(String what, int[] fits, Function<FitProgress, R> experiment) {
        FitProgress progress = FitProgress.of(what);
        try {
            R found = experiment.apply(progress);
            progress.done(what + ": " + fits[0] + " fits in " + FitProgress.number(progress.seconds()) + " s");
            return found;
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
    }
}
