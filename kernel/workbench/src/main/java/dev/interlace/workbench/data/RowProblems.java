package dev.interlace.workbench.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with the rows of somebody's data: all of it is counted, the first of it is told. */
final class RowProblems {
    private static final int TOLD = 5;

    private final List<Problem> problems = new ArrayList<>();

    /**
     * A row with something wrong.
     *
     * @param row its number, from 1
     * @param what what is wrong, with the file or the value
     */
    record Problem(int row, String what) {}

    /** Notes a problem of the row with that index, from 0. */
    void add(int index, String what) {
        problems.add(new Problem(index + 1, what));
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    int count() {
        return problems.size();
    }

    /** The first problems in the order of the rows, and how many more there are. */
    String told() {
        String first = problems.stream()
                .sorted(Comparator.comparingInt(Problem::row))
                .limit(TOLD)
                .map(problem -> "row " + problem.row + ": " + problem.what)
                .collect(Collectors.joining("; "));
        return problems.size() > TOLD ? first + "; and " + (problems.size() - TOLD) + " more" : first;
    }
}
