package dev.interlace.learn.tape;

import dev.interlace.spi.SeedSource;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Inverted dropout: each entry is 0 with probability {@code rate}, else divided by {@code 1 - rate}. */
final class Dropout extends Op {
    private final Var x;
    private final double rate;
    private final SeedSource seeds;
    private INDArray keep;

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    Dropout(Var x, double rate, SeedSource seeds) {
        super(x);
        this.x = x;
        this.rate = rate;
        this.seeds = seeds;
        Shapes.require(rate >= 0 && rate < 1, "dropout: rate must be in [0, 1), got %s", rate);
    }

    @Override
    protected long[] shape() {
        return x.shape();
    }

    @Override
    protected void forward(INDArray out) {
        keep = array(x.shape());
        SplittableRandom random = seeds.generator();
        float[] mask = new float[Math.toIntExact(keep.length())];
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < rate ? 0 : kept;
        }
        Host.write(mask, keep);
        x.value().mul(keep, out);
    }

    @Override
    protected void backward(INDArray gradient) {
        x.accumulate(slot(), target -> gradient.mul(keep, target));
    }
}
