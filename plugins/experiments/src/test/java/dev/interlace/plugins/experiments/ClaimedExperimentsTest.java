package dev.interlace.plugins.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Dependence;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Method;
import dev.interlace.spi.SequenceAligner;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.experiments.Experiments;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A claim names an experiment; here is looked whether there is one. */
class ClaimedExperimentsTest {
    private static final Experiments EXPERIMENTS = new Experiments(Catalogue.open(List.of()));
    private static final List<Class<?>> ALIGNMENT = List.of(
            AlignmentMethod.class,
            AlignmentLoss.class,
            Discrepancy.class,
            Dependence.class,
            SequenceAligner.class,
            Matcher.class);

    @SuppressWarnings("unchecked") // a class literal has no parameters; each of these is a kind of method
    private static Stream<Method<?>> methods(Class<?> service) {
        return ServiceLoader.load((Class<? extends Method<?>>) service).stream()
                .filter(provider -> !provider.type().getName().startsWith("dev.interlace.workbench.doubles."))
                .map(ServiceLoader.Provider::get);
    }

    private static Set<String> named(Stream<Method<?>> methods) {
        return methods.flatMap(method -> method.descriptor().claims().stream())
                .map(Claim::experiment)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ids() {
        return new TreeSet<>(EXPERIMENTS.ids());
    }

    @Test
    void everyClaimNamesAnExperimentThatExistsAndEveryExperimentTestsAClaim() {
        Set<String> named = named(Stream.concat(
                methods(FusionMethod.class), ALIGNMENT.stream().flatMap(ClaimedExperimentsTest::methods)));
        assertEquals(ids(), named, "what experiments there are, and what claims name");
    }

    @Test
    void theSettingsOfEveryClaimAreOptionsOfItsExperiment() {
        Stream.concat(methods(FusionMethod.class), ALIGNMENT.stream().flatMap(ClaimedExperimentsTest::methods))
                .flatMap(method -> method.descriptor().claims().stream())
                .forEach(claim -> EXPERIMENTS
                        .get(claim.experiment())
                        .method()
                        .descriptor()
                        .schema()
                        .parse(claim.settings()));
    }

    @Test
    void theRivalsOfEveryClaimExist() {
        Catalogue catalogue = EXPERIMENTS.catalogue();
        Stream.concat(methods(FusionMethod.class), ALIGNMENT.stream().flatMap(ClaimedExperimentsTest::methods))
                .flatMap(method -> method.descriptor().claims().stream())
                .flatMap(claim -> claim.rivals().stream())
                .forEach(rival -> assertEquals(rival, catalogue.plugin(rival).id()));
    }

    @Test
    void noMethodOfAlignmentNamesAnExperimentTwiceForItWouldNotBeClearWhichClaimIsAsked() {
        TreeMap<String, List<String>> twice = new TreeMap<>();
        ALIGNMENT.stream().flatMap(ClaimedExperimentsTest::methods).forEach(method -> {
            List<String> named =
                    method.descriptor().claims().stream().map(Claim::experiment).toList();
            if (Set.copyOf(named).size() < named.size()) {
                twice.put(method.descriptor().id(), named);
            }
        });
        assertEquals(new TreeMap<>(), twice);
    }
}
