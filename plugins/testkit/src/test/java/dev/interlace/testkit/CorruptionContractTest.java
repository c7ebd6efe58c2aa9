package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.spi.Corruption;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Shouting letters at random keeps the contract; corruptions that are wrong in one way each do not. */
class CorruptionContractTest {
    /** How often to shout. */
    record Options(
            @Param(doc = "probability that a letter becomes upper case", min = 0, max = 1, init = 0.5)
            double level) {
        Options {
            OptionsSchema.require(Options.class, level);
        }
    }

    /** Some letters in upper case. */
    static class Shout implements Corruption<Options> {
        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of("corruption/shout", "1.0.0", "Shout", "Writes letters large", Options.class)
                    .withReferences(new Reference("Nobody", "Nothing", "Nowhere", 2026, ""));
        }

        @Override
        public boolean accepts(Raw raw) {
            return raw instanceof Raw.Texts;
        }

        @Override
        public Raw corrupt(Raw raw, Options options, FitContext context) {
            if (!(raw instanceof Raw.Texts texts)) {
                throw new IllegalArgumentException("corruption/shout reads texts, not " + raw.words());
            }
            List<Optional<String>> loud = new ArrayList<>();
            for (int row = 0; row < texts.rows(); row++) {
                context.checkCancelled();
                SplittableRandom random = random(texts, row, context);
                loud.add(texts.values().get(row).map(text -> shout(text, options.level(), random)));
            }
            return new Raw.Texts(loud);
        }

        SplittableRandom random(Raw.Texts texts, int row, FitContext context) {
            return context.seeds().split("row " + row).generator();
        }

        private static String shout(String text, double level, SplittableRandom random) {
            StringBuilder loud = new StringBuilder();
            text.chars().forEach(c -> loud.append((char) (random.nextDouble() < level ? Character.toUpperCase(c) : c)));
            return loud.toString();
        }
    }

    private static final Raw TEXTS = new Raw.Texts(List.of(
            Optional.of("red apple tree"),
            Optional.empty(),
            Optional.of("pear and plum"),
            Optional.of("fig leaf, of course"),
            Optional.of("a bowl of cherries"),
            Optional.of("quince jelly on toast")));

    /** The contract, with some corruption in it. */
    private abstract static class OnTexts extends CorruptionContract<Options> {
        @Override
        protected List<Raw> columns() {
            return List.of(TEXTS);
        }

        @Override
        protected Raw otherKind() {
            return new Raw.Numbers(Features.vector("numbers", Nd4j.ones(3, 2)));
        }
    }

    @Nested
    class Keeping extends OnTexts {
        @Override
        protected Shout method() {
            return new Shout();
        }
    }

    private static OnTexts with(Shout corruption) {
        return new OnTexts() {
            @Override
            protected Shout method() {
                return corruption;
            }
        };
    }

    @Test
    void oneStreamOfRandomnessForAllRowsIsFound() {
        var contract = with(new Shout() {
            @Override
            SplittableRandom random(Raw.Texts texts, int row, FitContext context) {
                int before = texts.values().subList(0, row).stream()
                        .mapToInt(text -> text.orElse("").length())
                        .sum();
                return context.seeds().split("letters before: " + before).generator();
            }
        });
        assertThrows(AssertionError.class, contract::aRowsDamageComesFromItsOwnContentAndPlace);
    }

    @Test
    void damageThatKnowsTheNumberOfRowsIsFound() {
        var contract = with(new Shout() {
            @Override
            SplittableRandom random(Raw.Texts texts, int row, FitContext context) {
                return context.seeds().split(row + " of " + texts.rows()).generator();
            }
        });
        assertThrows(AssertionError.class, contract::aRowsDamageComesFromItsOwnContentAndPlace);
    }

    @Test
    void randomnessThatTheSeedDoesNotGiveIsFound() {
        var contract = with(new Shout() {
            @Override
            SplittableRandom random(Raw.Texts texts, int row, FitContext context) {
                return new SplittableRandom();
            }
        });
        assertThrows(AssertionError.class, contract::theSameSeedGivesTheSameDamage);
    }

    @Test
    void damageAtLevelZeroIsFound() {
        var contract = with(new Shout() {
            @Override
            public Raw corrupt(Raw raw, Options options, FitContext context) {
                return super.corrupt(raw, new Options(Math.max(0.3, options.level())), context);
            }
        });
        assertThrows(AssertionError.class, contract::levelZeroGivesBackEqualData);
    }

    @Test
    void noDamageAtAllIsFound() {
        var contract = with(new Shout() {
            @Override
            public Raw corrupt(Raw raw, Options options, FitContext context) {
                return super.corrupt(raw, new Options(0), context);
            }
        });
        assertThrows(AssertionError.class, contract::theHighestLevelDamages);
    }

    @Test
    void anAbsentRowThatIsFilledIsFound() {
        var contract = with(new Shout() {
            @Override
            public Raw corrupt(Raw raw, Options options, FitContext context) {
                return Raw.Texts.of(((Raw.Texts) super.corrupt(raw, options, context))
                        .values().stream().map(text -> text.orElse("?")).toList());
            }
        });
        assertThrows(AssertionError.class, contract::rowsStayOfTheirKindAndAbsentOnesAbsent);
    }

    @Test
    void aRowThatIsLostIsFound() {
        var contract = with(new Shout() {
            @Override
            public Raw corrupt(Raw raw, Options options, FitContext context) {
                Raw damaged = super.corrupt(raw, options, context);
                return damaged.rows(IntStream.range(0, damaged.rows() - 1).toArray());
            }
        });
        assertThrows(AssertionError.class, contract::rowsStayOfTheirKindAndAbsentOnesAbsent);
    }

    @Test
    void aChangedInputIsFound() {
        Raw numbers = new Raw.Numbers(Features.vector(
                "numbers",
                Nd4j.createFromArray(1f, 2f, 3f, 4f, 5f, 6f).reshape('c', 6, 1),
                Presence.where(6, row -> row != 1)));
        var contract = new CorruptionContract<Options>() {
            @Override
            protected Corruption<Options> method() {
                return new Shout() {
                    @Override
                    public boolean accepts(Raw raw) {
                        return raw instanceof Raw.Numbers;
                    }

                    @Override
                    public Raw corrupt(Raw raw, Options options, FitContext context) {
                        ((Raw.Numbers) raw).features().values().addi(options.level());
                        return raw;
                    }
                };
            }

            @Override
            protected List<Raw> columns() {
                return List.of(numbers);
            }

            @Override
            protected Raw otherKind() {
                return TEXTS;
            }
        };
        assertThrows(AssertionError.class, contract::theInputStaysAsItWas);
    }

    @Test
    void anExchangeThatLosesContentIsFound() {
        var contract = new OnTexts() {
            @Override
            protected boolean exchangesRows() {
                return true;
            }

            @Override
            protected Shout method() {
                return new Shout() {
                    @Override
                    public Raw corrupt(Raw raw, Options options, FitContext context) {
                        return raw.rows(new int[] {2, 1, 2, 3, 4, 5});
                    }
                };
            }
        };
        assertThrows(AssertionError.class, contract::exchangedRowsKeepTheirContentTogether);
    }
}
