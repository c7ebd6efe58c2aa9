package dev.interlace.learn.loops;

import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix products with vector instructions, for factors that lie in the cache: a tile of the result, two or four rows
 * of up to four vectors, stays in registers while the inner dimension runs. No copy of a factor is made and no thread
 * is asked, so a product of a few thousand operations costs little more than these.
 *
 * <p>Four rows of four vectors need 21 registers; processors with vectors of 8 floats have 16, and get two rows. Rates
 * on one core of an AMD EPYC, GFlop/s: Zen 4 (16 floats), four vectors 105, two 90, one 43 (each number of {@code a} is
 * spread over a vector for a single multiplication), OpenBLAS 85 to 100 where the product is large; tried and rejected,
 * six and eight rows of two vectors (60 and 69). Zen 3 (8 floats), two rows of four vectors 50 to 69, four rows of two
 * 50, OpenBLAS 40 to 54; tried and rejected, rows of two vectors by fives and sixes: 67 in most runs and 34 in the
 * others, as the compiler shares out registers.
 */
final class VectorProduct {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final boolean MANY_REGISTERS = L >= 16;

    /** Of shorter runs of the left factor each would visit the result for too little. */
    private static final int SHORTEST_RUN = 24;

    private static final int ROWS = MANY_REGISTERS ? 4 : 2;

    private VectorProduct() {}

    /** {@code c = a b}, or {@code c += a b}: {@code [m, k] x [k, n]}. */
    static void into(Left a, Rows b, Rows c, int m, int n, int k, boolean adds) {
        int whole = m - m % 4;
        int j = 0;
        boolean wide = MANY_REGISTERS || a.run() >= Math.min(k, SHORTEST_RUN);
        for (; wide && j + 4 * L <= n; j += 4 * L) {
            int i = 0;
            for (; i + ROWS <= m; i += ROWS) {
                if (MANY_REGISTERS) {
                    fourByFour(a, i, b, c, j, k, adds);
                } else {
                    twoByFour(a, i, b, c, j, k, adds);
                }
            }
            oneByOne(a, i, m, b, c, j, j + 4 * L, k, adds);
        }
        for (; j + 2 * L <= n; j += 2 * L) {
            for (int i = 0; i < whole; i += 4) {
                fourByTwo(a, i, b, c, j, k, adds);
            }
            oneByOne(a, whole, m, b, c, j, j + 2 * L, k, adds);
        }
        for (; j + L <= n; j += L) {
            for (int i = 0; i < whole; i += 4) {
                fourByOne(a, i, b, c, j, k, adds);
            }
            oneByOne(a, whole, m, b, c, j, j + L, k, adds);
        }
        for (; j < n; j++) {
            for (int i = 0; i < m; i++) {
                single(a, i, b, c, j, k, adds);
            }
        }
    }

    private static void oneByOne(Left a, int from, int to, Rows b, Rows c, int column, int end, int k, boolean adds) {
        for (int i = from; i < to; i++) {
            for (int j = column; j < end; j += L) {
                oneByOne(a, i, b, c, j, k, adds);
            }
        }
    }

    private static void single(Left a, int i, Rows b, Rows c, int j, int k, boolean adds) {
        int at = c.from() + i * c.width() + j;
        float sum = adds ? c.array()[at] : 0;
        int first = a.from() + i * a.row();
        int from = b.from() + j;
        for (int done = 0; done < k; done += Math.min(a.run(), k - done), first += a.jump()) {
            int run = Math.min(a.run(), k - done);
            for (int l = 0; l < run; l++, from += b.width()) {
                sum += a.array()[first + l * a.step()] * b.array()[from];
            }
        }
        c.array()[at] = sum;
    }

    /** Four rows of four vectors. */
    private static void fourByFour(Left a, int i, Rows b, Rows c, int j, int k, boolean adds) {
        float[] x = a.array();
        float[] y = b.array();
        float[] z = c.array();
        int width = b.width();
        int at = c.from() + i * c.width() + j;
        FloatVector c00 = adds ? FloatVector.fromArray(S, z, at) : FloatVector.zero(S);
        FloatVector c01 = adds ? FloatVector.fromArray(S, z, at + L) : FloatVector.zero(S);
        FloatVector c02 = adds ? FloatVector.fromArray(S, z, at + 2 * L) : FloatVector.zero(S);
        FloatVector c03 = adds ? FloatVector.fromArray(S, z, at + 3 * L) : FloatVector.zero(S);
        FloatVector c10 = adds ? FloatVector.fromArray(S, z, at + c.width()) : FloatVector.zero(S);
        FloatVector c11 = adds ? FloatVector.fromArray(S, z, at + c.width() + L) : FloatVector.zero(S);
        FloatVector c12 = adds ? FloatVector.fromArray(S, z, at + c.width() + 2 * L) : FloatVector.zero(S);
        FloatVector c13 = adds ? FloatVector.fromArray(S, z, at + c.width() + 3 * L) : FloatVector.zero(S);
        FloatVector c20 = adds ? FloatVector.fromArray(S, z, at + 2 * c.width()) : FloatVector.zero(S);
        FloatVector c21 = adds ? FloatVector.fromArray(S, z, at + 2 * c.width() + L) : FloatVector.zero(S);
        FloatVector c22 = adds ? FloatVector.fromArray(S, z, at + 2 * c.width() + 2 * L) : FloatVector.zero(S);
        FloatVector c23 = adds ? FloatVector.fromArray(S, z, at + 2 * c.width() + 3 * L) : FloatVector.zero(S);
        FloatVector c30 = adds ? FloatVector.fromArray(S, z, at + 3 * c.width()) : FloatVector.zero(S);
        FloatVector c31 = adds ? FloatVector.fromArray(S, z, at + 3 * c.width() + L) : FloatVector.zero(S);
        FloatVector c32 = adds ? FloatVector.fromArray(S, z, at + 3 * c.width() + 2 * L) : FloatVector.zero(S);
        FloatVector c33 = adds ? FloatVector.fromArray(S, z, at + 3 * c.width() + 3 * L) : FloatVector.zero(S);
        int step = a.step();
        int from = b.from() + j;
        int row = a.row();
        int run = a.run();
        int back = a.jump() - run * step;
        int first = a.from() + i * a.row();
        int left = run;
        for (int l = 0; l < k; l++, from += width, first += step) {
            FloatVector b0 = FloatVector.fromArray(S, y, from);
            FloatVector b1 = FloatVector.fromArray(S, y, from + L);
            FloatVector b2 = FloatVector.fromArray(S, y, from + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, y, from + 3 * L);
            FloatVector x0 = FloatVector.broadcast(S, x[first]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            FloatVector x1 = FloatVector.broadcast(S, x[first + row]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
            FloatVector x2 = FloatVector.broadcast(S, x[first + 2 * row]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            c23 = x2.fma(b3, c23);
            FloatVector x3 = FloatVector.broadcast(S, x[first + 3 * row]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            c33 = x3.fma(b3, c33);
            if (--left == 0) { // one loop: vectors do not stay in registers across two
                left = run;
                first += back;
            }
        }
        c00.intoArray(z, at);
        c01.intoArray(z, at + L);
        c02.intoArray(z, at + 2 * L);
        c03.intoArray(z, at + 3 * L);
        c10.intoArray(z, at + c.width());
        c11.intoArray(z, at + c.width() + L);
        c12.intoArray(z, at + c.width() + 2 * L);
        c13.intoArray(z, at + c.width() + 3 * L);
        c20.intoArray(z, at + 2 * c.width());
        c21.intoArray(z, at + 2 * c.width() + L);
        c22.intoArray(z, at + 2 * c.width() + 2 * L);
        c23.intoArray(z, at + 2 * c.width() + 3 * L);
        c30.intoArray(z, at + 3 * c.width());
        c31.intoArray(z, at + 3 * c.width() + L);
        c32.intoArray(z, at + 3 * c.width() + 2 * L);
        c33.intoArray(z, at + 3 * c.width() + 3 * L);
    }

    /**
     * Two rows of four vectors: twelve registers, and fewer bounds to check for each multiplication than four rows of
     * two. A run of the left factor at a time, since a loop that minds where runs end is slower by a sixth.
     */
    private static void twoByFour(Left a, int i, Rows b, Rows c, int j, int k, boolean adds) {
        int first = a.from() + i * a.row();
        for (int done = 0; done < k; done += Math.min(a.run(), k - done), first += a.jump()) {
            int run = Math.min(a.run(), k - done);
            twoByFour(
                    a,
                    first,
                    b,
                    b.from() + done * b.width() + j,
                    run,
                    c,
                    c.from() + i * c.width() + j,
                    adds || done > 0);
        }
    }

    private static void twoByFour(Left a, int aFrom, Rows b, int bFrom, int k, Rows c, int at, boolean adds) {
        float[] x = a.array();
        float[] y = b.array();
        float[] z = c.array();
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c02 = FloatVector.zero(S);
        FloatVector c03 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c12 = FloatVector.zero(S);
        FloatVector c13 = FloatVector.zero(S);
        int step = a.step();
        int row = a.row();
        int width = b.width();
        int first = aFrom;
        int from = bFrom;
        int end = from + k * width;
        while (from != end) { // a loop that counts would be unrolled, which takes registers
            FloatVector b0 = FloatVector.fromArray(S, y, from);
            FloatVector b1 = FloatVector.fromArray(S, y, from + L);
            FloatVector b2 = FloatVector.fromArray(S, y, from + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, y, from + 3 * L);
            FloatVector x0 = FloatVector.broadcast(S, x[first]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            FloatVector x1 = FloatVector.broadcast(S, x[first + row]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
            first += step;
            from += width;
        }
        int next = at + c.width();
        if (adds) { // at the end: sums that begin with what an array held leave the registers
            c00 = c00.add(FloatVector.fromArray(S, z, at));
            c01 = c01.add(FloatVector.fromArray(S, z, at + L));
            c02 = c02.add(FloatVector.fromArray(S, z, at + 2 * L));
            c03 = c03.add(FloatVector.fromArray(S, z, at + 3 * L));
            c10 = c10.add(FloatVector.fromArray(S, z, next));
            c11 = c11.add(FloatVector.fromArray(S, z, next + L));
            c12 = c12.add(FloatVector.fromArray(S, z, next + 2 * L));
            c13 = c13.add(FloatVector.fromArray(S, z, next + 3 * L));
        }
        c00.intoArray(z, at);
        c01.intoArray(z, at + L);
        c02.intoArray(z, at + 2 * L);
        c03.intoArray(z, at + 3 * L);
        c10.intoArray(z, next);
        c11.intoArray(z, next + L);
        c12.intoArray(z, next + 2 * L);
        c13.intoArray(z, next + 3 * L);
    }

    /** Four rows of two vectors. */
    private static void fourByTwo(Left a, int i, Rows b, Rows c, int j, int k, boolean adds) {
        float[] x = a.array();
        float[] y = b.array();
        float[] z = c.array();
        int width = b.width();
        int at = c.from() + i * c.width() + j;
        FloatVector c00 = adds ? FloatVector.fromArray(S, z, at) : FloatVector.zero(S);
        FloatVector c01 = adds ? FloatVector.fromArray(S, z, at + L) : FloatVector.zero(S);
        FloatVector c10 = adds ? FloatVector.fromArray(S, z, at + c.width()) : FloatVector.zero(S);
        FloatVector c11 = adds ? FloatVector.fromArray(S, z, at + c.width() + L) : FloatVector.zero(S);
        FloatVector c20 = adds ? FloatVector.fromArray(S, z, at + 2 * c.width()) : FloatVector.zero(S);
        FloatVector c21 = adds ? FloatVector.fromArray(S, z, at + 2 * c.width() + L) : FloatVector.zero(S);
        FloatVector c30 = adds ? FloatVector.fromArray(S, z, at + 3 * c.width()) : FloatVector.zero(S);
        FloatVector c31 = adds ? FloatVector.fromArray(S, z, at + 3 * c.width() + L) : FloatVector.zero(S);
        int step = a.step();
        int from = b.from() + j;
        int row = a.row();
        int run = a.run();
        int back = a.jump() - run * step;
        int first = a.from() + i * a.row();
        int left = run;
        for (int l = 0; l < k; l++, from += width, first += step) {
            FloatVector b0 = FloatVector.fromArray(S, y, from);
            FloatVector b1 = FloatVector.fromArray(S, y, from + L);
            FloatVector x0 = FloatVector.broadcast(S, x[first]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, x[first + row]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, x[first + 2 * row]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, x[first + 3 * row]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            if (--left == 0) { // one loop: vectors do not stay in registers across two
                left = run;
                first += back;
            }
        }
        c00.intoArray(z, at);
        c01.intoArray(z, at + L);
        c10.intoArray(z, at + c.width());
        c11.intoArray(z, at + c.width() + L);
        c20.intoArray(z, at + 2 * c.width());
        c21.intoArray(z, at + 2 * c.width() + L);
        c30.intoArray(z, at + 3 * c.width());
        c31.intoArray(z, at + 3 * c.width() + L);
    }

    /** Four rows of one vector: sums that do not wait for one another. */
    private static void fourByOne(Left a, int i, Rows b, Rows c, int j, int k, boolean adds) {
        float[] x = a.array();
        float[] y = b.array();
        float[] z = c.array();
        int width = b.width();
        int at = c.from() + i * c.width() + j;
        FloatVector c00 = adds ? FloatVector.fromArray(S, z, at) : FloatVector.zero(S);
        FloatVector c10 = adds ? FloatVector.fromArray(S, z, at + c.width()) : FloatVector.zero(S);
        FloatVector c20 = adds ? FloatVector.fromArray(S, z, at + 2 * c.width()) : FloatVector.zero(S);
        FloatVector c30 = adds ? FloatVector.fromArray(S, z, at + 3 * c.width()) : FloatVector.zero(S);
        int step = a.step();
        int from = b.from() + j;
        int row = a.row();
        int run = a.run();
        int back = a.jump() - run * step;
        int first = a.from() + i * a.row();
        int left = run;
        for (int l = 0; l < k; l++, from += width, first += step) {
            FloatVector b0 = FloatVector.fromArray(S, y, from);
            FloatVector x0 = FloatVector.broadcast(S, x[first]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, x[first + row]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, x[first + 2 * row]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, x[first + 3 * row]);
            c30 = x3.fma(b0, c30);
            if (--left == 0) { // one loop: vectors do not stay in registers across two
                left = run;
                first += back;
            }
        }
        c00.intoArray(z, at);
        c10.intoArray(z, at + c.width());
        c20.intoArray(z, at + 2 * c.width());
        c30.intoArray(z, at + 3 * c.width());
    }

    /** One vector of one row. */
    private static void oneByOne(Left a, int i, Rows b, Rows c, int j, int k, boolean adds) {
        float[] x = a.array();
        float[] y = b.array();
        float[] z = c.array();
        int width = b.width();
        int at = c.from() + i * c.width() + j;
        FloatVector c00 = adds ? FloatVector.fromArray(S, z, at) : FloatVector.zero(S);
        int step = a.step();
        int from = b.from() + j;
        int run = a.run();
        int back = a.jump() - run * step;
        int first = a.from() + i * a.row();
        int left = run;
        for (int l = 0; l < k; l++, from += width, first += step) {
            FloatVector b0 = FloatVector.fromArray(S, y, from);
            FloatVector x0 = FloatVector.broadcast(S, x[first]);
            c00 = x0.fma(b0, c00);
            if (--left == 0) { // one loop: vectors do not stay in registers across two
                left = run;
                first += back;
            }
        }
        c00.intoArray(z, at);
    }
}
