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
import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The contracts of a method that is given as an object, by every kind that it is of. */
final class GivenContracts {
    private GivenContracts() {}

    /** The contracts of every kind that {@code method} is of. */
    static List<MethodContract<?>> of(Method<?> method, Map<String, ?> options) {
        List<MethodContract<?>> all = new ArrayList<>();
        if (method instanceof FusionMethod<?> one) {
            all.add(fusion(one));
        }
        if (method instanceof AlignmentMethod<?> one) {
            all.add(alignment(one));
        }
        if (method instanceof Discrepancy<?> one) {
            all.add(discrepancy(one));
        }
        if (method instanceof AlignmentLoss<?> one) {
            all.add(loss(one));
        }
        if (method instanceof Dependence<?> one) {
            all.add(dependence(one));
        }
        if (method instanceof SequenceAligner<?> one) {
            all.add(sequence(one));
        }
        if (method instanceof Matcher<?> one) {
            all.add(matcher(one));
        }
        if (method instanceof JointMethod<?> one) {
            all.add(joint(one));
        }
        if (method instanceof Encoder<?> one) {
            all.add(encoder(one));
        }
        if (method instanceof DatasetProvider<?> one) {
            all.add(dataset(one));
        }
        if (method instanceof Corruption<?> one) {
            all.add(corruption(one));
        }
        if (method instanceof Measure<?> one) {
            all.add(measure(one));
        }
        if (method instanceof Experiment<?> one) {
            all.add(experiment(one));
        }
        all.forEach(contract -> contract.given(options));
        return all;
    }

    private static <O extends Record> MethodContract<O> fusion(FusionMethod<O> method) {
        return new FusionMethodContract<O>() {
            @Override
            protected FusionMethod<O> method() {
                return method;
            }
        };
    }

    private static <O extends Record> MethodContract<O> alignment(AlignmentMethod<O> method) {
        return new AlignmentMethodContract<O>() {
            @Override
            protected AlignmentMethod<O> method() {
                return method;
            }
        };
    }

    private static <O extends Record> MethodContract<O> discrepancy(Discrepancy<O> method) {
        return new DiscrepancyContract<O>() {
            @Override
            protected Discrepancy<O> method() {
                return method;
            }
        };
    }

    private static <O extends Record> MethodContract<O> loss(AlignmentLoss<O> method) {
        return new AlignmentLossContract<O>() {
            @Override
            protected AlignmentLoss<O> method() {
                return method;
            }
        };
    }

    private static <O extends Record> MethodContract<O> dependence(Dependence<O> method) {
        return new DependenceContract<O>() {
            @Override
            protected Dependence<O> method() {
                return method;
            }
        };
    }

    private static <O extends Record> MethodContract<O> sequence(SequenceAligner<O> method) {
        return new SequenceAlignerContract<O>() {
            @Override
            protected SequenceAligner<O> method() {
                return method;
            }
        };
    }

    private static <O extends Record> MethodContract<O> matcher(Matcher<O> method) {
        return new MatcherContract<O>() {
            @Override
            protected Matcher<O> method() {
                return method;
            }
        };
    }

    private static <O extends Record> MethodContract<O> joint(JointMethod<O> method) {
        return new JointMethodContract<O>() {
            @Override
            protected JointMethod<O> method() {
                return method;
            }
        };
    }

    private static <O extends Record> MethodContract<O> encoder(Encoder<O> method) {
        return new EncoderContract<O>() {
            @Override
            protected Encoder<O> method() {
                return method;
            }
        };
    }

    private static <O extends Record> MethodContract<O> dataset(DatasetProvider<O> method) {
        return new DatasetProviderContract<O>() {
            @Override
            protected DatasetProvider<O> method() {
                return method;
            }
        };
    }

    private static <O extends Record> MethodContract<O> corruption(Corruption<O> method) {
        return new CorruptionContract<O>() {
            @Override
            protected Corruption<O> method() {
                return method;
            }
        };
    }

    private static <O extends Record> MethodContract<O> measure(Measure<O> method) {
        return new MeasureContract<O>() {
            @Override
            protected Measure<O> method() {
                return method;
            }
        };
    }

    private static <O extends Record> MethodContract<O> experiment(Experiment<O> method) {
        return new ExperimentContract<O>() {
            @Override
            protected Experiment<O> method() {
                return method;
            }
        };
    }
}
