package dev.interlace.learn.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.Presence;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class AbsentFillTest {
    private static final float ROUNDING = 1e-5f;

    private static Features column(String name, Presence presence, float... values) {
        return Features.vector(name, Host.tensor(DataType.FLOAT, values, values.length, 1), presence);
    }

    private static Map<String, Features> features(Features... all) {
        Map<String, Features> byName = new TreeMap<>();
        for (Features one : all) {
            byName.put(one.modality().name(), one);
        }
        return byName;
    }

    private static float[] filled(AbsentFill fill, Map<String, Features> scaled, MissingPolicy policy, String name) {
        return Host.floats(Objects.requireNonNull(fill.apply(scaled, policy, preparations(scaled), Set.of())
                        .get(name))
                .values());
    }

    private static Map<String, Prepared> preparations(Map<String, Features> scaled) {
        Map<String, Prepared> all = new TreeMap<>();
        scaled.forEach((name, features) -> all.put(
                name,
                new Prepared(
                        Preparation.Kind.STANDARD,
                        new Standardizer(
                                Host.tensor(DataType.FLOAT, new float[] {3}, 1, 1),
                                Host.tensor(DataType.FLOAT, new float[] {0.5f}, 1, 1)),
                        Optional.empty(),
                        Optional.empty())));
        return all;
    }

    @Test
    void theConditionalMeanIsTheHandComputedRegression() {
        // x = -1, 1, -1, 1 and y = x have the covariance 1; with the ridge y given x is 1 / (1 + 0.1) x
        Map<String, Features> train =
                features(column("x", Presence.all(4), -1, 1, -1, 1), column("y", Presence.all(4), -1, 1, -1, 1));
        AbsentFill fill = AbsentFill.fit(train, MissingPolicy.CONDITIONAL_GAUSSIAN);
        Map<String, Features> holes = features(
                column("x", Presence.where(3, row -> row < 2), 2.2f, 0, 0),
                column("y", Presence.where(3, row -> row == 1), 0, -1.1f, 0));
        assertArrayEquals(
                new float[] {2, -1.1f, 0}, filled(fill, holes, MissingPolicy.CONDITIONAL_GAUSSIAN, "y"), ROUNDING);
        assertArrayEquals(
                new float[] {2.2f, 0, 0},
                filled(fill, holes, MissingPolicy.CONDITIONAL_GAUSSIAN, "x"),
                ROUNDING,
                "a row of which nothing is known gets the mean");
    }

    @Test
    void twoKnownModalitiesShareTheWork() {
        // z = x + y of independent signs: covariances 1, variances of x and y 1: z given x, y is (x + y) / 1.1
        Map<String, Features> train = features(
                column("x", Presence.all(4), -1, -1, 1, 1),
                column("y", Presence.all(4), -1, 1, -1, 1),
                column("z", Presence.all(4), -2, 0, 0, 2));
        AbsentFill fill = AbsentFill.fit(train, MissingPolicy.CONDITIONAL_GAUSSIAN);
        Map<String, Features> holes = features(
                column("x", Presence.all(1), 1.1f),
                column("y", Presence.all(1), 2.2f),
                column("z", Presence.none(1), 0));
        assertArrayEquals(new float[] {3}, filled(fill, holes, MissingPolicy.CONDITIONAL_GAUSSIAN, "z"), ROUNDING);
    }

    @Test
    void theRawZeroIsMinusTheMeanInUnitsOfTheDeviation() {
        Map<String, Features> holes =
                features(column("x", Presence.where(2, row -> row == 0), 7, 0), column("y", Presence.all(2), 1, 2));
        AbsentFill fill = AbsentFill.fit(holes, MissingPolicy.ZERO);
        assertArrayEquals(new float[] {7, -1.5f}, filled(fill, holes, MissingPolicy.ZERO, "x"), ROUNDING);
    }

    @Test
    void aFilledSequenceIsOneToken() {
        Features words = Features.tokens(
                "words",
                Host.tensor(DataType.FLOAT, new float[] {1, 2, 0, 0}, 2, 2, 1),
                new int[] {2, 0},
                Presence.where(2, row -> row == 0));
        Map<String, Features> holes = features(words, column("x", Presence.all(2), 1, 2));
        AbsentFill fill = AbsentFill.fit(holes, MissingPolicy.ZERO);
        Features after = Objects.requireNonNull(fill.apply(holes, MissingPolicy.ZERO, preparations(holes), Set.of())
                .get("words"));
        assertArrayEquals(new int[] {2, 1}, after.lengths());
        assertArrayEquals(new float[] {1, 2, -1.5f, 0}, Host.floats(after.values()), ROUNDING);
        assertEquals(1, after.presence().count());
    }

    @Test
    void withoutTwoCompleteRowsTheFillIsTheMean() {
        Map<String, Features> train = features(
                column("x", Presence.where(4, row -> row < 2), -1, 1, 0, 0),
                column("y", Presence.where(4, row -> row > 1), 0, 0, -1, 1));
        AbsentFill fill = AbsentFill.fit(train, MissingPolicy.CONDITIONAL_GAUSSIAN);
        assertArrayEquals(
                new float[] {0, 0, -1, 1}, filled(fill, train, MissingPolicy.CONDITIONAL_GAUSSIAN, "y"), ROUNDING);
    }

    @Test
    void completeRowsAndOtherPoliciesStayAsTheyAre() {
        Map<String, Features> complete = features(column("x", Presence.all(1), 1));
        Map<String, Features> holes = features(column("x", Presence.none(1), 0));
        AbsentFill fill = AbsentFill.fit(complete, MissingPolicy.ZERO);
        assertSame(complete, fill.apply(complete, MissingPolicy.ZERO, Map.of(), Set.of()));
        assertSame(holes, fill.apply(holes, MissingPolicy.MEAN, Map.of(), Set.of()));
    }
}
