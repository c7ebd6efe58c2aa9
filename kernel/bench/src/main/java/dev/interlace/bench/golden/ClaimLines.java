package dev.interlace.bench.golden;

import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.experiments.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The verdict and the effects of every claim whose experiment is quick. */
final class ClaimLines {
    private static final int ROWS = 150;

    /** What is left out: experiments that measure seconds, and those that take long; some of one method alone. */
    private static final Set<String> LEFT_OUT = Set.of(
            "alignment/attention-cost",
            "alignment/graph-time",
            "discrepancy/cost",
            "discrepancy/epsilon",
            "fusion/cost",
            "alignment/graph-bootstrap",
            "alignment/graph-facts",
            "alignment/graph-hits",
            "alignment/graph-new-pairs",
            "alignment/graph-noise",
            "match/alone",
            "match/hubs",
            "match/isometry of match/gromov-wasserstein",
            "match/structure-noise of match/gromov-wasserstein",
            "fusion/sample-size");

    private final Lab lab;
    private final Catalogue catalogue;
    private final Lines lines;
    private final EncodedSplit emoji;

    ClaimLines(Lab lab, Catalogue catalogue, Lines lines) {
        this.lab = lab;
        this.catalogue = catalogue;
        this.lines = lines;
        emoji = lab.encode(Shipped.rows(lab, "data/emoji", ROWS).split(1), Shipped.words());
    }

    void write() {
        Set<String> done = new HashSet<>();
        for (String id : catalogue.ids(PluginKind.FUSION)) {
            MethodDescriptor<?> descriptor = catalogue.fusion(id).method().descriptor();
            for (Claim claim : descriptor.claims()) {
                if (!done.add(claim.experiment())) {
                    continue;
                }
                claim(
                        id,
                        claim.experiment(),
                        () -> lab.experiment(
                                claim.experiment(),
                                lab.fusion(id, Variants.plain(descriptor).options()),
                                emoji));
            }
        }
        for (String id : catalogue.ids(PluginKind.ALIGNMENT)) {
            MethodDescriptor<?> descriptor = catalogue.alignment(id).method().descriptor();
            for (Claim claim : descriptor.claims()) {
                claim(
                        id,
                        claim.experiment(),
                        () -> lab.experiment(
                                claim.experiment(),
                                lab.alignment(id, Variants.plain(descriptor).options()),
                                emoji));
            }
        }
        for (PluginKind kind : List.of(
                PluginKind.DISCREPANCY,
                PluginKind.LOSS,
                PluginKind.DEPENDENCE,
                PluginKind.SEQUENCE,
                PluginKind.MATCHER)) {
            for (String id : catalogue.ids(kind)) {
                MethodDescriptor<?> descriptor =
                        catalogue.plugin(id).descriptor().orElseThrow();
                for (Claim claim : descriptor.claims()) {
                    claim(id, claim.experiment(), () -> lab.experiment(claim.experiment(), id, emoji));
                }
            }
        }
    }

    private interface Experimenting {
        Outcome run();
    }

    private void claim(String id, String experiment, Experimenting work) {
        String key = "claim of " + id + ": " + experiment;
        if (LEFT_OUT.contains(experiment) || LEFT_OUT.contains(experiment + " of " + id)) {
            return;
        }
        long start = System.nanoTime();
        lines.trying(key, () -> {
            Outcome outcome = work.run();
            lines.bits(key + " verdict " + outcome.verdict(), "");
            List<Finding> findings = outcome.findings();
            for (int i = 0; i < findings.size(); i++) {
                lines.numbers(
                        key + " effect " + (i + 1),
                        findings.get(i).effect().value(),
                        findings.get(i).effect().low(),
                        findings.get(i).effect().high());
            }
        });
        Recording.slow(experiment + " of " + id, start);
    }
}
