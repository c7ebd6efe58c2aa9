package dev.interlace.workbench.models;

import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginKind;
import java.util.List;
import java.util.Map;

/**
 * The methods of a lab: one handle for each kind, all with the same verbs.
 *
 * @param catalogue finds the methods
 * @param seed of the handles
 */
public record Methods(Catalogue catalogue, long seed) {
    /** The fusion method of that id. */
    public FusionHandle fusion(String id, Map<String, ?> options) {
        return new FusionHandle(new Selection<>(catalogue.fusion(id), options, seed), catalogue);
    }

    /** The alignment method of that id. */
    public AlignmentHandle alignment(String id, Map<String, ?> options) {
        return new AlignmentHandle(new Selection<>(catalogue.alignment(id), options, seed));
    }

    /** The discrepancy of that id. */
    public DiscrepancyHandle discrepancy(String id, Map<String, ?> options) {
        return new DiscrepancyHandle(new Selection<>(catalogue.discrepancy(id), options, seed));
    }

    /** The alignment loss of that id. */
    public LossHandle loss(String id, Map<String, ?> options) {
        return new LossHandle(new Selection<>(catalogue.loss(id), options, seed));
    }

    /** The dependence measure of that id. */
    public DependenceHandle dependence(String id, Map<String, ?> options) {
        return new DependenceHandle(new Selection<>(catalogue.dependence(id), options, seed));
    }

    /** The sequence aligner of that id. */
    public SequenceHandle sequence(String id, Map<String, ?> options) {
        return new SequenceHandle(new Selection<>(catalogue.sequence(id), options, seed));
    }

    /** The matcher of that id. */
    public MatcherHandle matcher(String id, Map<String, ?> options) {
        return new MatcherHandle(new Selection<>(catalogue.matcher(id), options, seed));
    }

    /** The joint method of that id. */
    public JointHandle joint(String id, Map<String, ?> options) {
        return new JointHandle(new Selection<>(catalogue.joint(id), options, seed));
    }

    /** The measure of that id. */
    public MeasureHandle measure(String id, Map<String, ?> options) {
        return new MeasureHandle(new Selection<>(catalogue.measure(id), options, seed));
    }

    /** Every active measure with its default options, in alphabetical order of ids. */
    public List<MeasureHandle> measures() {
        return catalogue.ids(PluginKind.MEASURE).stream()
                .map(id -> measure(id, Map.of()))
                .toList();
    }

    @Override
    public String toString() {
        return "Methods of a lab, seed " + seed + ": fusion, alignment, discrepancy, loss, dependence, sequence,"
                + " matcher, joint and measure, each of (id, options)";
    }
}
