package dev.interlace.workbench.evaluation;

import java.util.List;

/** Measurements of several methods on the same rows, which can say whether one method is better than another. */
public interface Contest {
    /** What {@code than} is called where a method is compared with knowing nothing. */
    String CHANCE = "chance";

    /**
     * By how much one method is better than another, row by row: one finding for each condition under which they were
     * measured.
     *
     * @param better name of a line
     * @param than name of a line, or {@value #CHANCE}
     */
    List<Finding> compare(String better, String than);
}
