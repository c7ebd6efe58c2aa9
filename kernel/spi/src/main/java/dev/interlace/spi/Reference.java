package dev.interlace.spi;

/**
 * Where a method comes from.
 *
 * @param authors family names, for instance {@code Gretton et al.}
 * @param title title of the work
 * @param venue journal, conference or book
 * @param year year of publication
 * @param equation where the formula stands, for instance {@code eq. 5}; empty if the work as a whole is meant
 */
public record Reference(String authors, String title, String venue, int year, String equation) {
    @Override
    public String toString() {
        return authors + ": " + title + ". " + venue + ", " + year + (equation.isEmpty() ? "" : ", " + equation);
    }
}
