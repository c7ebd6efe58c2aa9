package dev.interlace.workbench.models;

import java.util.Map;

/** The short calls for methods: a handle of a method by its id, with its default options or with others. */
public interface MethodCalls {
    /** The methods of this lab. */
    Methods methods();

    /** The fusion method of that id with its default options. */
    default FusionHandle fusion(String id) {
        return fusion(id, Map.of());
    }

    /** The fusion method of that id with options, for instance {@code Map.of("hidden", 64)}. */
    default FusionHandle fusion(String id, Map<String, ?> options) {
        return methods().fusion(id, options);
    }

    /** The alignment method of that id with its default options. */
    default AlignmentHandle alignment(String id) {
        return alignment(id, Map.of());
    }

    /** The alignment method of that id with options. */
    default AlignmentHandle alignment(String id, Map<String, ?> options) {
        return methods().alignment(id, options);
    }

    /** The discrepancy of that id with its default options. */
    default DiscrepancyHandle discrepancy(String id) {
        return discrepancy(id, Map.of());
    }

    /** The discrepancy of that id with options. */
    default DiscrepancyHandle discrepancy(String id, Map<String, ?> options) {
        return methods().discrepancy(id, options);
    }

    /** The alignment loss of that id with its default options. */
    default LossHandle loss(String id) {
        return loss(id, Map.of());
    }

    /** The alignment loss of that id with options: evaluated alone, or a term of a fusion method's training. */
    default LossHandle loss(String id, Map<String, ?> options) {
        return methods().loss(id, options);
    }

    /** The dependence measure of that id with its default options. */
    default DependenceHandle dependence(String id) {
        return dependence(id, Map.of());
    }

    /** The dependence measure of that id with options. */
    default DependenceHandle dependence(String id, Map<String, ?> options) {
        return methods().dependence(id, options);
    }

    /** The sequence aligner of that id with its default options. */
    default SequenceHandle sequence(String id) {
        return sequence(id, Map.of());
    }

    /** The sequence aligner of that id with options. */
    default SequenceHandle sequence(String id, Map<String, ?> options) {
        return methods().sequence(id, options);
    }

    /** The joint method of that id with its default options. */
    default JointHandle joint(String id) {
        return joint(id, Map.of());
    }

    /** The joint method of that id with options: it describes rows by all their modalities, without labels. */
    default JointHandle joint(String id, Map<String, ?> options) {
        return methods().joint(id, options);
    }

    /** The measure of that id with its default options. */
    default MeasureHandle measure(String id) {
        return measure(id, Map.of());
    }

    /** The measure of that id with options, for instance {@code Map.of("bins", 20)}. */
    default MeasureHandle measure(String id, Map<String, ?> options) {
        return methods().measure(id, options);
    }

    /** The matcher of that id with its default options. */
    default MatcherHandle matcher(String id) {
        return matcher(id, Map.of());
    }

    /** The matcher of that id with options. */
    default MatcherHandle matcher(String id, Map<String, ?> options) {
        return methods().matcher(id, options);
    }
}
