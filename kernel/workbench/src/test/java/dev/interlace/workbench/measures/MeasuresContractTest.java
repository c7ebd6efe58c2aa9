package dev.interlace.workbench.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.NoOptions;
import dev.interlace.spi.measure.Measure;
import dev.interlace.testkit.MeasureContract;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every measure that ships keeps the contract of measures. */
class MeasuresContractTest {
    @Test
    void everyMeasureThatShipsIsTriedHere() {
        assertEquals(
                ServiceLoader.load(Measure.class).stream().count(),
                MeasuresContractTest.class.getDeclaredClasses().length);
    }

    @Nested
    class AccuracyContract extends MeasureContract<NoOptions> {
        @Override
        protected Accuracy method() {
            return new Accuracy();
        }
    }

    @Nested
    class MacroF1Contract extends MeasureContract<NoOptions> {
        @Override
        protected MacroF1 method() {
            return new MacroF1();
        }
    }

    @Nested
    class BalancedAccuracyContract extends MeasureContract<NoOptions> {
        @Override
        protected BalancedAccuracy method() {
            return new BalancedAccuracy();
        }
    }

    @Nested
    class BalancedErrorContract extends MeasureContract<NoOptions> {
        @Override
        protected BalancedError method() {
            return new BalancedError();
        }
    }

    @Nested
    class ExpectedCalibrationErrorContract extends MeasureContract<Bins> {
        @Override
        protected ExpectedCalibrationError method() {
            return new ExpectedCalibrationError();
        }
    }

    @Nested
    class MaximumCalibrationErrorContract extends MeasureContract<Bins> {
        @Override
        protected MaximumCalibrationError method() {
            return new MaximumCalibrationError();
        }
    }

    @Nested
    class ClasswiseCalibrationErrorContract extends MeasureContract<Bins> {
        @Override
        protected ClasswiseCalibrationError method() {
            return new ClasswiseCalibrationError();
        }
    }

    @Nested
    class BrierScoreContract extends MeasureContract<NoOptions> {
        @Override
        protected BrierScore method() {
            return new BrierScore();
        }
    }

    @Nested
    class LogLossContract extends MeasureContract<NoOptions> {
        @Override
        protected LogLoss method() {
            return new LogLoss();
        }
    }

    @Nested
    class RocAreaContract extends MeasureContract<NoOptions> {
        @Override
        protected RocArea method() {
            return new RocArea();
        }
    }

    @Nested
    class PrecisionRecallAreaContract extends MeasureContract<NoOptions> {
        @Override
        protected PrecisionRecallArea method() {
            return new PrecisionRecallArea();
        }
    }

    @Nested
    class HitRateContract extends MeasureContract<Cut> {
        @Override
        protected HitRate method() {
            return new HitRate();
        }
    }

    @Nested
    class PrecisionAtKContract extends MeasureContract<Cut> {
        @Override
        protected PrecisionAtK method() {
            return new PrecisionAtK();
        }
    }

    @Nested
    class RecallAtKContract extends MeasureContract<Cut> {
        @Override
        protected RecallAtK method() {
            return new RecallAtK();
        }
    }

    @Nested
    class RPrecisionContract extends MeasureContract<NoOptions> {
        @Override
        protected RPrecision method() {
            return new RPrecision();
        }
    }

    @Nested
    class MeanAveragePrecisionContract extends MeasureContract<Cut> {
        @Override
        protected MeanAveragePrecision method() {
            return new MeanAveragePrecision();
        }
    }

    @Nested
    class MeanReciprocalRankContract extends MeasureContract<Cut> {
        @Override
        protected MeanReciprocalRank method() {
            return new MeanReciprocalRank();
        }
    }

    @Nested
    class DiscountedGainContract extends MeasureContract<Cut> {
        @Override
        protected DiscountedGain method() {
            return new DiscountedGain();
        }
    }

    @Nested
    class RootMeanSquaredErrorContract extends MeasureContract<NoOptions> {
        @Override
        protected RootMeanSquaredError method() {
            return new RootMeanSquaredError();
        }
    }

    @Nested
    class MeanAbsoluteErrorContract extends MeasureContract<NoOptions> {
        @Override
        protected MeanAbsoluteError method() {
            return new MeanAbsoluteError();
        }
    }

    @Nested
    class DeterminationContract extends MeasureContract<NoOptions> {
        @Override
        protected Determination method() {
            return new Determination();
        }
    }

    @Nested
    class SpearmanContract extends MeasureContract<NoOptions> {
        @Override
        protected Spearman method() {
            return new Spearman();
        }
    }
}
