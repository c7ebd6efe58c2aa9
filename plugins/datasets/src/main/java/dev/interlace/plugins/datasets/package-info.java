/**
 * The data sets that ship with the workbench, each small, real, and with more than one modality of the same thing.
 *
 * <p><b>What a data set must bring to a lesson on fusion and alignment.</b> <em>Pairs</em>: row {@code i} of every
 * column is the same thing, so that fusion may combine the columns and alignment may compare them. <em>A target</em>
 * that more than one modality says something about; else fusion is choosing a column. <em>Groups</em>: rows that are
 * variants of one another (a clock face at two hours, a worker drawn as a man and as a woman) have one group and never
 * straddle a split. With ungrouped splits the test rows' twins are in the training rows; a nearest neighbour then looks
 * good without having learned anything.
 *
 * <p><b>Which set for what.</b> {@code data/emoji}: fusion, retrieval, a gap between two styles.
 * {@code data/countries}: alignment of two graphs. {@code data/spoken}: attention over time with a known answer.
 * {@code data/multiomics}: modalities that are truly missing.
 *
 * <p><b>How a set is made.</b> A program of the module {@code plugins/derive} makes the resources from packages of
 * fixed version and checksum. Beside the resources lie a card ({@code README.md}), the licences of the data (not the
 * code's) and {@code SHA256SUMS}; a test holds the files to it.
 *
 * <p><b>How a set is read.</b> By {@link dev.interlace.plugins.datasets.DataFolder}, from the class path, without the
 * network, in the same order every time. Pictures stay encoded until a row is looked at.
 */
@NullMarked
package dev.interlace.plugins.datasets;

import org.jspecify.annotations.NullMarked;
