package dev.interlace.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** What is wrong with the rows of somebody's data: all of it is counted, the first of it is told. */
public final class RowProblems {
    private static final int TOLD = 5;

    private final List<Problem> problems = new ArrayList<>();
    private final IntFunction<String> place;

    /**
     * A row with something wrong.
     *
     * @param row its number, from 0
     * @param what what is wrong, with the file or the value
     */
    record Problem(int row, String what) {}

    /** No problems yet, of rows that are told by their place in {@code cells}. */
    public RowProblems(Cells cells) {
        this(cells::place);
    }

    /** No problems yet, of rows that are told in these words. */
    public RowProblems(IntFunction<String> place) {
        this.place = place;
    }

    /** Notes a problem of the row with that index, from 0. */
    public void add(int index, String what) {
        problems.add(new Problem(index, what));
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** How many problems there are. */
    public int count() {
        return problems.size();
    }

    /** The first problems in the order of the rows, and how many more there are. */
    public String told() {
        String first = problems.stream()
                .sorted(Comparator.comparingInt(Problem::row))
                .limit(TOLD)
                .map(problem -> place.apply(problem.row) + ": " + problem.what)
                .collect(Collectors.joining("; "));
        return problems.size() > TOLD ? first + "; and " + (problems.size() - TOLD) + " more" : first;
    }
}
