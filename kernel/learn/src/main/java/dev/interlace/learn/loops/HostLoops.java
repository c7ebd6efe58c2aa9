package dev.interlace.learn.loops;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs {@link Loops} over tensors that lie in the host's memory: a tile of rows is copied into arrays of the heap that
 * stay in the cache, worked on, and copied back. On another backend, and in double precision, operations go through
 * ND4J instead; ask {@link #serves} first.
 *
 * <p>Rows are shared out among as many threads as the backend computes with. What a row becomes does not depend on
 * their number.
 */
public final class HostLoops {
    /** The loops of this machine. */
    public static final Loops LOOPS = choose(Loops.class, "dev.interlace.learn.loops.VectorLoops", PlainLoops::new);

    /**
     * {@code -Dinterlace.loops=off} sends every operation through ND4J, as on a backend whose tensors do not lie in the
     * host's memory.
     */
    private static final boolean ON = !"off".equals(System.getProperty("interlace.loops"));

    /** Floats in a tile: four such arrays fit in the first cache. */
    private static final int TILE = 2048;

    /** Fewer entries than these are not worth a second thread. */
    private static final long PARALLEL = 1 << 15;

    private static final ThreadLocal<List<float[]>> SCRATCH = ThreadLocal.withInitial(ArrayList::new);

    private final int rows;
    private final List<Operand> operands = new ArrayList<>(4);

    private record Operand(FloatBuffer buffer, int width, boolean reads, boolean writes) {}

    /**
     * What is done with a tile: {@code operands[k]} holds {@code count} rows of the k-th tensor, the first of them row
     * {@code first}.
     */
    @FunctionalInterface
    public interface Body {
        void run(float[][] operands, int first, int count);
    }

    private HostLoops(long rows) {
        this.rows = Math.toIntExact(rows);
    }

    /** The loops of that kind with vector instructions where they are fast, else the plain ones. */
    public static <T> T choose(Class<T> kind, String vectorised, Supplier<T> plain) {
        boolean fast = System.getProperty("os.arch").equals("amd64"); // elsewhere exp and tanh go lane by lane
        if (fast && VectorModule.isThere()) {
            try {
                return kind.cast(Class.forName(vectorised)
                        .asSubclass(kind)
                        .getDeclaredConstructor()
                        .newInstance());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("interlace-learn is incomplete: " + vectorised + " is missing", e);
            }
        }
        return plain.get();
    }

    /**
     * Whether these tensors can be worked on here: single precision, row-major and contiguous, in the host's memory.
     */
    public static boolean serves(INDArray... tensors) {
        for (INDArray tensor : tensors) {
            if (tensor.dataType() != DataType.FLOAT || tensor.ordering() != 'c' || tensor.isEmpty()) {
                return false;
            }
        }
        return isHost();
    }

    /** Whether tensors lie in the host's memory and the loops are not switched off. */
    public static boolean isHost() {
        return ON && Nd4j.getEnvironment().isCPU();
    }

    /** {@code to = from}, entry by entry; the shapes may differ. */
    public static void copy(INDArray from, INDArray to) {
        if (!serves(from, to)) {
            to.assign(from.reshape('c', to.shape()));
            return;
        }
        over(to.length()).read(from, 1).write(to, 1).run((t, first, n) -> System.arraycopy(t[0], 0, t[1], 0, n));
    }

    /** {@code to += from}, equal shapes. */
    public static void add(INDArray from, INDArray to) {
        if (!serves(from, to)) {
            to.addi(from);
            return;
        }
        over(to.length()).read(from, 1).update(to, 1).run((t, first, n) -> LOOPS.add(t[0], 0, t[1], 0, n));
    }

    /** A run over that many rows. */
    public static HostLoops over(long rows) {
        return new HostLoops(rows);
    }

    /** A tensor that is read, {@code width} entries per row. */
    public HostLoops read(INDArray tensor, long width) {
        return with(tensor, width, true, false);
    }

    /** A tensor that is written. */
    public HostLoops write(INDArray tensor, long width) {
        return with(tensor, width, false, true);
    }

    /** A tensor that is read and written. */
    public HostLoops update(INDArray tensor, long width) {
        return with(tensor, width, true, true);
    }

    /** An array for a tile's intermediate results. */
    public HostLoops scratch(long width) {
        operands.add(new Operand(FloatBuffer.allocate(0), Math.toIntExact(width), false, false));
        return this;
    }

    private HostLoops with(INDArray tensor, long width, boolean reads, boolean writes) {
        operands.add(new Operand(buffer(tensor), Math.toIntExact(width), reads, writes));
        return this;
    }

    /** The entries of a tensor from its first on. */
    public static FloatBuffer buffer(INDArray tensor) {
        FloatBuffer buffer = tensor.data().asNioFloat();
        int offset = Math.toIntExact(tensor.offset());
        return offset == 0 ? buffer : buffer.position(offset).slice();
    }

    /** The entries of a tensor, copied. */
    public static float[] values(INDArray tensor) {
        return read(tensor, new float[Math.toIntExact(tensor.length())]);
    }

    /** The entries of a tensor, copied to the front of {@code target}. */
    public static float[] read(INDArray tensor, float[] target) {
        buffer(tensor).get(target, 0, Math.toIntExact(tensor.length()));
        return target;
    }

    /** Writes all entries of a tensor. */
    public static void write(float[] values, INDArray tensor) {
        buffer(tensor).put(values);
    }

    /** Runs {@code body} tile by tile, shared out among threads. */
    public void run(Body body) {
        split(rows, sharesOfRows(), (from, to) -> tiles(body, from, to));
    }

    /** Runs {@code body} tile by tile on this thread, so that it may add up. */
    public void runInOrder(Body body) {
        tiles(body, 0, rows);
    }

    /** What is done with a tile, adding up: {@code sums} belongs to this share of the rows. */
    @FunctionalInterface
    public interface AddingBody {
        void run(float[][] operands, float[][] sums, int first, int count);
    }

    /**
     * Runs {@code body} tile by tile, shared out among threads, each with sums of its own.
     *
     * @param lengths of the arrays of sums
     * @return the sums of all shares, added in their order
     */
    public float[][] runAdding(int[] lengths, AddingBody body) {
        int threads = sharesOfRows();
        float[][][] sums = new float[threads][lengths.length][];
        for (float[][] own : sums) {
            Arrays.setAll(own, k -> new float[lengths[k]]);
        }
        shares(
                rows,
                threads,
                (share, from, to) ->
                        tiles((operands, first, count) -> body.run(operands, sums[share], first, count), from, to));
        for (int t = 1; t < threads; t++) {
            for (int k = 0; k < lengths.length; k++) {
                LOOPS.add(sums[t][k], 0, sums[0][k], 0, lengths[k]);
            }
        }
        return sums[0];
    }

    private int sharesOfRows() {
        return rows * (long) widest() < PARALLEL ? 1 : threads();
    }

    private int widest() {
        int widest = 1;
        for (Operand operand : operands) {
            widest = Math.max(widest, operand.width);
        }
        return widest;
    }

    /** A share of the rows. */
    @FunctionalInterface
    public interface Share {
        void run(int from, int to);
    }

    /** A share of the rows by its number. */
    @FunctionalInterface
    public interface NumberedShare {
        void run(int share, int from, int to);
    }

    /** The threads that this process computes with. */
    public static int threads() {
        return Math.max(
                1,
                Math.min(
                        Nd4j.getEnvironment().maxThreads(), Runtime.getRuntime().availableProcessors()));
    }

    /** Shares {@code rows} out among threads; the first share runs on this one. */
    public static void split(int rows, int threads, Share share) {
        shares(rows, threads, (number, from, to) -> share.run(from, to));
    }

    /** As {@link #split}, with the number of the share, so that each may add up in arrays of its own. */
    public static void shares(int rows, int threads, NumberedShare share) {
        List<ForkJoinTask<?>> others = new ArrayList<>();
        for (int t = 1; t < threads; t++) {
            int number = t;
            int from = (int) ((long) rows * t / threads);
            int to = (int) ((long) rows * (t + 1) / threads);
            others.add(ForkJoinTask.adapt(() -> share.run(number, from, to)).fork());
        }
        share.run(0, 0, rows / threads);
        others.forEach(ForkJoinTask::join);
    }

    private void tiles(Body body, int from, int to) {
        int step = Math.max(1, TILE / widest());
        float[][] tiles = new float[operands.size()][];
        List<float[]> scratch = SCRATCH.get();
        for (int k = 0; k < tiles.length; k++) {
            tiles[k] = array(scratch, k, step * operands.get(k).width);
        }
        for (int first = from; first < to; first += step) {
            int count = Math.min(step, to - first);
            for (int k = 0; k < tiles.length; k++) {
                Operand operand = operands.get(k);
                if (operand.reads) {
                    operand.buffer.get(first * operand.width, tiles[k], 0, count * operand.width);
                }
            }
            body.run(tiles, first, count);
            for (int k = 0; k < tiles.length; k++) {
                Operand operand = operands.get(k);
                if (operand.writes) {
                    operand.buffer.put(first * operand.width, tiles[k], 0, count * operand.width);
                }
            }
        }
    }

    private static float[] array(List<float[]> scratch, int k, int length) {
        while (scratch.size() <= k) {
            scratch.add(new float[TILE]);
        }
        if (scratch.get(k).length < length) {
            scratch.set(k, new float[length]);
        }
        return scratch.get(k);
    }
}
