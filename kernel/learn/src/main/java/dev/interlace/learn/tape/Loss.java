package dev.interlace.learn.tape;

import dev.interlace.spi.Convergence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A number to be made small; the end of a tape. */
public final class Loss {
    private final String name;
    private final double value;
    private final @Nullable LossOp op;
    private final Term[] terms;
    private final Optional<Convergence> convergence;

    /** A weighted part of a sum. */
    record Term(Loss loss, double weight) {}

    Loss(String name, double value, LossOp op, Optional<Convergence> convergence) {
        this.convergence = convergence;
        this.name = name;
        this.value = value;
        this.op = op;
        this.terms = new Term[0];
    }

    private Loss(String name, double value, Term... terms) {
        this.convergence = Optional.empty();
        this.name = name;
        this.value = value;
        this.op = null;
        this.terms = terms;
    }

    /** The value. */
    public double value() {
        return value;
    }

    /** The operation that made it, for messages. */
    public String name() {
        return name;
    }

    /** How the iterations of the terms ended, by the names of the operations; empty where none iterates. */
    public Map<String, Convergence> convergences() {
        Map<String, Convergence> all = new LinkedHashMap<>();
        convergence.ifPresent(how -> all.put(name, how));
        for (Term term : terms) {
            term.loss.convergences().forEach((of, how) -> all.merge(of, how, Convergence::worse));
        }
        return all;
    }

    /** {@code this + weight * other}: how an alignment loss becomes a term of a fusion loss. */
    public Loss plus(double weight, Loss other) {
        if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException("Loss.plus: weight must be finite, got " + weight);
        }
        return new Loss(
                name + " + " + other.name, value + weight * other.value, new Term(this, 1), new Term(other, weight));
    }

    /** Hands the derivative {@code d total / d this} down to the operations. */
    void seed(double derivative) {
        if (op != null) {
            Objects.requireNonNull(op).seed(derivative);
        }
        for (Term term : terms) {
            term.loss.seed(derivative * term.weight);
        }
    }
}
