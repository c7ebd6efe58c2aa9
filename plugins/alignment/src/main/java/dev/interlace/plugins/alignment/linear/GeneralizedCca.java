package dev.interlace.plugins.alignment.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Generalised canonical correlation analysis (MAXVAR): one common space for two or more modalities, in which every
 * modality's columns can say as much as possible of the same variates. A plain class, since an alignment method knows
 * two sides; fit it on the values of as many modalities as there are.
 *
 * <p>{@code P_m = X_m (X_m'X_m + (n - 1) ridge I)^-1 X_m'} on standardised columns; the variates G are the leading
 * eigenvectors of {@code sum_m P_m}, with eigenvalues in [0, M]: M where all modalities agree, 1 where only one knows.
 * Weights {@code W_m = (X_m'X_m + (n - 1) ridge I)^-1 X_m' G}, by {@code sqrt(n - 1)}. With two modalities and no ridge
 * the eigenvalues are {@code 1 + rho}.
 *
 * <p>Reference: Kettenring: Canonical Analysis of Several Sets of Variables, Biometrika 58, 1971, section 5 (MAXVAR).
 */
public final class GeneralizedCca {
    private final List<Mapping> mappings;
    private final double[] agreement;

    private GeneralizedCca(List<Mapping> mappings, double[] agreement) {
        this.mappings = List.copyOf(mappings);
        this.agreement = agreement;
    }

    /**
     * Fits.
     *
     * @param views {@code [n, d_m]} each, row by row the same things
     * @param components columns of the common space, at least 1; at most what all columns together allow
     * @param ridge added to the variance 1 of every column, in [0, inf)
     */
    public static GeneralizedCca fit(List<INDArray> views, int components, double ridge) {
        if (views.size() < 2) {
            throw new IllegalArgumentException("GeneralizedCca needs at least 2 modalities, got " + views.size());
        }
        if (!(ridge >= 0 && ridge < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("GeneralizedCca.ridge must be in [0, inf), got " + ridge);
        }
        long n = views.get(0).size(0);
        List<Standardised> sides = new ArrayList<>();
        List<Spectral.Eigen> eigens = new ArrayList<>();
        List<INDArray> bases = new ArrayList<>(); // P_m = B_m B_m'
        for (int m = 0; m < views.size(); m++) {
            INDArray view = views.get(m);
            if (view.rank() != 2 || view.size(0) != n || n < 2) {
                throw new IllegalArgumentException("GeneralizedCca: modality " + m + " must be [" + n
                        + " rows, columns] as the first, at least 2 rows, got " + Arrays.toString(view.shape()));
            }
            Standardised side = Standardised.of(view.castTo(DataType.DOUBLE));
            INDArray x = side.columns();
            Spectral.Eigen eigen = Spectral.symmetric(x.transpose().mmul(x), Integer.MAX_VALUE);
            sides.add(side);
            eigens.add(eigen);
            if (eigen.rank() > 0) {
                bases.add(x.mmul(eigen.scaled(inverse(eigen, ridge * (n - 1), 0.5))));
            }
        }
        INDArray all = bases.isEmpty() ? Nd4j.zeros(1, 1) : Nd4j.hstack(bases); // [n, r]
        Spectral.Eigen common = Spectral.symmetric(all.transpose().mmul(all), Integer.MAX_VALUE);
        if (!(components >= 1 && components <= common.rank())) {
            throw new IllegalArgumentException("GeneralizedCca.components must be in [1, " + common.rank()
                    + "], the rank of all columns together, got " + components);
        }
        double[] agreement = Arrays.copyOf(common.values(), components);
        double[] lengths =
                Arrays.stream(agreement).map(value -> 1 / Math.sqrt(value)).toArray();
        INDArray variates =
                all.mmul(Spectral.first(common.vectors(), components)).mul(Spectral.row(lengths)); // G [n, k]
        List<Mapping> mappings = new ArrayList<>();
        for (int m = 0; m < sides.size(); m++) {
            INDArray x = sides.get(m).columns();
            Spectral.Eigen eigen = eigens.get(m);
            INDArray weight = eigen.rank() == 0
                    ? x.transpose().mmul(variates)
                    : eigen.scaled(inverse(eigen, ridge * (n - 1), 1))
                            .mmul(eigen.vectors().transpose().mmul(x.transpose().mmul(variates)));
            mappings.add(sides.get(m).mapping(weight.muli(Math.sqrt(n - 1.0))));
        }
        return new GeneralizedCca(mappings, agreement);
    }

    private static double[] inverse(Spectral.Eigen eigen, double ridge, double power) {
        return Arrays.stream(eigen.values())
                .map(d -> Math.pow(d + ridge, -power))
                .toArray();
    }

    /** How far the modalities agree on each variate: the eigenvalues, descending, in [0, M]. */
    public double[] agreement() {
        return agreement.clone();
    }

    /**
     * Rows of one modality in the common space, {@code [rows, components]} in double precision.
     *
     * @param modality its number at the fit
     * @param x {@code [rows, d]}
     */
    public INDArray embed(int modality, INDArray x) {
        if (!(modality >= 0 && modality < mappings.size())) {
            throw new IllegalArgumentException(
                    "GeneralizedCca: modalities are 0 to " + (mappings.size() - 1) + ", got " + modality);
        }
        Mapping mapping = mappings.get(modality);
        if (x.rank() != 2 || x.size(1) != mapping.mean().size(1)) {
            throw new IllegalArgumentException("GeneralizedCca: modality " + modality + " was fitted on "
                    + mapping.mean().size(1) + " columns, got " + Arrays.toString(x.shape()));
        }
        return mapping.apply(x.castTo(DataType.DOUBLE));
    }
}
