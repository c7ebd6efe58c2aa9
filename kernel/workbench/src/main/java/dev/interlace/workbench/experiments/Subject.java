package dev.interlace.workbench.experiments;

import dev.interlace.spi.Claim;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The method of which an alignment experiment asks, of whatever kind it is.
 *
 * @param id of the method
 * @param options what was given; the rest is by default
 * @param seed the first of the seeds
 * @param claims what the method says of itself
 */
public record Subject(String id, Map<String, ?> options, long seed, List<Claim> claims) {
    public Subject {
        options = Map.copyOf(options);
        claims = List.copyOf(claims);
    }

    /** The id of the method and the options that were given. */
    public String name() {
        return options.isEmpty() ? id : id + " " + new TreeMap<>(options);
    }

    /** The kind of the method, the family of its id. */
    String family() {
        return id.substring(0, Math.max(0, id.indexOf('/')));
    }

    /** The claim that names the experiment, or the question itself where there is none. */
    static Claim claim(List<Claim> claims, String method, Experiment experiment) {
        return claims.stream()
                .filter(one -> one.experiment().equals(experiment.id()))
                .findFirst()
                .orElseGet(() -> Claim.pro(
                        method + " says nothing of this; " + experiment.question(),
                        experiment.id(),
                        "better than what it is compared with"));
    }
}
