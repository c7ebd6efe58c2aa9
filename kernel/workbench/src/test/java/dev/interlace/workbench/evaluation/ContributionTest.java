package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContributionTest {
    private static final double ROUNDING = 1e-12;
    private static final Bootstrap BOOTSTRAP = new Bootstrap(20, 0.95, 1);
    private static final List<String> ONE_ROW = List.of("row");

    private static Contribution game(List<String> players, double... worth) {
        return Contribution.of("game", players, coalition -> new double[] {worth[coalition]}, ONE_ROW, BOOTSTRAP);
    }

    @Test
    void threePlayersByHand() {
        // the glove game: a and b hold left gloves, c the right one; a pair is worth 1: {a,c}, {b,c} and {a,b,c}.
        // a joins last of three usefully in one of six orders (c a b): 1/6; b likewise; c in the other four: 4/6
        Contribution gloves = game(List.of("a", "b", "c"), 0, 0, 0, 0, 0, 1, 1, 1);
        assertEquals(1 / 6.0, gloves.parts().get(0).shapley().value(), ROUNDING);
        assertEquals(1 / 6.0, gloves.parts().get(1).shapley().value(), ROUNDING);
        assertEquals(4 / 6.0, gloves.parts().get(2).shapley().value(), ROUNDING);
        // without a the pair {b,c} is still there; without c nothing is
        assertEquals(0, gloves.parts().get(0).leftOut().value(), ROUNDING);
        assertEquals(1, gloves.parts().get(2).leftOut().value(), ROUNDING);
        assertEquals(0, gloves.parts().get(2).alone().value(), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 12})
    void theSharesSumToWhatAllAddToNone(int players) {
        SplittableRandom random = new SplittableRandom(players);
        double[] worth = random.doubles(1L << players).toArray();
        Contribution random8 = game(
                IntStream.range(0, players).mapToObj(player -> "p" + player).toList(), worth);
        double sum = random8.parts().stream()
                .mapToDouble(part -> part.shapley().value())
                .sum();
        assertEquals(worth[worth.length - 1] - worth[0], sum, 1e-10);
        assertEquals(worth[0], random8.chance(), ROUNDING);
        assertEquals(worth[worth.length - 1], random8.whole().value(), ROUNDING);
    }

    @Test
    void whoAddsNothingToAnyCoalitionHasNothing() {
        Contribution game = game(List.of("works", "idle"), 0.2, 0.7, 0.2, 0.7);
        assertEquals(0.5, game.parts().get(0).shapley().value(), ROUNDING);
        assertEquals(0, game.parts().get(1).shapley().value(), ROUNDING);
    }

    @Test
    void itShowsItsNumbersAndTheirIntervals() {
        String text = game(List.of("image", "name"), 0, 1, 0, 1).toString();
        assertTrue(text.startsWith("Contribution of each modality: game\n"), text);
        assertTrue(text.contains("image") && text.contains("1.000 [1.000, 1.000]"), text);
    }

    @Test
    void thirteenModalitiesAreTooMany() {
        List<String> players =
                IntStream.range(0, 13).mapToObj(player -> "p" + player).toList();
        assertEquals(
                "Contribution: the exact values need every one of 2^M coalitions, so there may be 1 to 12 modalities, got 13",
                assertThrows(IllegalArgumentException.class, () -> game(players, new double[1 << 13]))
                        .getMessage());
    }
}
