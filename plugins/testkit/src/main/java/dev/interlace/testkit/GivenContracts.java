package dev.interlace.testkit;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.Corruption;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Dependence;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.JointMethod;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Method;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.measure.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contracts of a method that is given as an object, by every kind that it is of. */
final class GivenContracts {
    /** A fit of the checks takes no more epochs unless the options say so: it is repeated a few hundred times. */
    private static final int EPOCHS = 4;

    private GivenContracts() {}

    /** The contracts of every kind that {@code method} is of. */
    static List<MethodContract<?>> of(Method<?> method, Map<String, ?> options) {
        List<MethodContract<?>> all = new ArrayList<>();
        if (method instanceof FusionMethod<?> one) {
            all.add(fusion(one, options));
        }
        if (method instanceof AlignmentMethod<?> one) {
            all.add(alignment(one, options));
        }
        if (method instanceof Discrepancy<?> one) {
            all.add(discrepancy(one, options));
        }
        if (method instanceof AlignmentLoss<?> one) {
            all.add(loss(one, options));
        }
        if (method instanceof Dependence<?> one) {
            all.add(dependence(one, options));
        }
        if (method instanceof SequenceAligner<?> one) {
            all.add(sequence(one, options));
        }
        if (method instanceof Matcher<?> one) {
            all.add(matcher(one, options));
        }
        if (method instanceof JointMethod<?> one) {
            all.add(joint(one, options));
        }
        if (method instanceof Encoder<?> one) {
            all.add(encoder(one, options));
        }
        if (method instanceof DatasetProvider<?> one) {
            all.add(dataset(one, options));
        }
        if (method instanceof Corruption<?> one) {
            all.add(corruption(one, options));
        }
        if (method instanceof Measure<?> one) {
            all.add(measure(one, options));
        }
        if (method instanceof Experiment<?> one) {
            all.add(experiment(one, options));
        }
        return all;
    }

    /** The options of a fit that suffices to learn. */
    private static <O extends Record> O whole(Method<O> method, Map<String, ?> options) {
        return method.descriptor().schema().parse(options);
    }

    /** The same with few epochs, where their number is an option that was not given. */
    private static <O extends Record> O cheap(Method<O> method, Map<String, ?> options) {
        Map<String, Object> few = new LinkedHashMap<>(options);
        for (OptionsSchema.Option option : method.descriptor().schema().options()) {
            if (option.name().equals("epochs") && option.initial() instanceof Integer usual && usual > EPOCHS) {
                few.putIfAbsent("epochs", Math.max(EPOCHS, (int)
                        Math.ceil(option.param().min())));
            }
        }
        return whole(method, few);
    }

    private static <O extends Record> FusionMethodContract<O> fusion(FusionMethod<O> method, Map<String, ?> options) {
        return new FusionMethodContract<>() {
            @Override
            protected FusionMethod<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }

            @Override
            protected O optionsToLearn() {
                return whole(method, options);
            }
        };
    }

    private static <O extends Record> AlignmentMethodContract<O> alignment(
            AlignmentMethod<O> method, Map<String, ?> options) {
        return new AlignmentMethodContract<>() {
            @Override
            protected AlignmentMethod<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }

            @Override
            protected O optionsToLearn() {
                return whole(method, options);
            }
        };
    }

    private static <O extends Record> DiscrepancyContract<O> discrepancy(
            Discrepancy<O> method, Map<String, ?> options) {
        return new DiscrepancyContract<>() {
            @Override
            protected Discrepancy<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }
        };
    }

    private static <O extends Record> AlignmentLossContract<O> loss(AlignmentLoss<O> method, Map<String, ?> options) {
        return new AlignmentLossContract<>() {
            @Override
            protected AlignmentLoss<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }
        };
    }

    private static <O extends Record> DependenceContract<O> dependence(Dependence<O> method, Map<String, ?> options) {
        return new DependenceContract<>() {
            @Override
            protected Dependence<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }
        };
    }

    private static <O extends Record> SequenceAlignerContract<O> sequence(
            SequenceAligner<O> method, Map<String, ?> options) {
        return new SequenceAlignerContract<>() {
            @Override
            protected SequenceAligner<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }
        };
    }

    private static <O extends Record> MatcherContract<O> matcher(Matcher<O> method, Map<String, ?> options) {
        return new MatcherContract<>() {
            @Override
            protected Matcher<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }
        };
    }

    private static <O extends Record> JointMethodContract<O> joint(JointMethod<O> method, Map<String, ?> options) {
        return new JointMethodContract<>() {
            @Override
            protected JointMethod<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }
        };
    }

    private static <O extends Record> EncoderContract<O> encoder(Encoder<O> method, Map<String, ?> options) {
        return new EncoderContract<>() {
            @Override
            protected Encoder<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }
        };
    }

    private static <O extends Record> DatasetProviderContract<O> dataset(
            DatasetProvider<O> method, Map<String, ?> options) {
        return new DatasetProviderContract<>() {
            @Override
            protected DatasetProvider<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }
        };
    }

    private static <O extends Record> CorruptionContract<O> corruption(Corruption<O> method, Map<String, ?> options) {
        return new CorruptionContract<>() {
            @Override
            protected Corruption<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }
        };
    }

    private static <O extends Record> MeasureContract<O> measure(Measure<O> method, Map<String, ?> options) {
        return new MeasureContract<>() {
            @Override
            protected Measure<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }
        };
    }

    private static <O extends Record> ExperimentContract<O> experiment(Experiment<O> method, Map<String, ?> options) {
        return new ExperimentContract<>() {
            @Override
            protected Experiment<O> method() {
                return method;
            }

            @Override
            protected O options() {
                return cheap(method, options);
            }
        };
    }
}
