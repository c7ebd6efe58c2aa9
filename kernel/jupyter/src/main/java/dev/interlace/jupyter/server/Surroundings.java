package dev.interlace.jupyter.server;

import dev.interlace.jupyter.engine.EvalThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/**
 * What every cell finds when it begins, whatever an earlier one has left: streams that lead to the cell, the default
 * Locale and time zone, and the thread that runs cells as it was.
 *
 * <p>Within its cell a change holds. At the beginning of the next one it is taken back, and said.
 */
final class Surroundings {
    private static final String EARLIER = "an earlier cell ";

    private final StandardStreams streams = new StandardStreams();
    private boolean saidClosed;
    private boolean flagLeft;
    private Defaults defaults = Defaults.now();

    private record Defaults(Locale locale, Locale display, Locale format, TimeZone zone) {
        static Defaults now() {
            return new Defaults(
                    Locale.getDefault(),
                    Locale.getDefault(Locale.Category.DISPLAY),
                    Locale.getDefault(Locale.Category.FORMAT),
                    TimeZone.getDefault());
        }

        boolean hasLocales(Defaults other) {
            return locale.equals(other.locale) && display.equals(other.display) && format.equals(other.format);
        }

        void restore() {
            Locale.setDefault(locale);
            Locale.setDefault(Locale.Category.DISPLAY, display);
            Locale.setDefault(Locale.Category.FORMAT, format);
            TimeZone.setDefault(zone);
        }
    }

    /** Installs streams that lead to the cells, whose locks nobody holds. */
    void renewStreams() {
        streams.renew();
    }

    /**
     * Takes the Locale and the time zone that are the defaults now, as start-up snippets set them, for those of cells.
     */
    synchronized void adopt() {
        defaults = Defaults.now();
    }

    /** Takes in that a cell has left the interrupt flag of its thread set. */
    synchronized void flagLeft() {
        flagLeft = true;
    }

    /** Takes back, on the thread of a cell that begins, what earlier ones have changed; says what that was. */
    synchronized List<String> restore() {
        List<String> said = new ArrayList<>();
        for (String stream : streams.restore()) {
            said.add(EARLIER + "replaced " + stream + "; it leads to the notebook again");
        }
        if (streams.takeClosed() && !saidClosed) {
            saidClosed = true;
            said.add(EARLIER + "closed System.out or System.err; output is shown all the same");
        }
        restoreDefaults(said);
        boolean flagSet = Thread.interrupted();
        if (flagSet || flagLeft) {
            flagLeft = false;
            said.add(EARLIER + "left the interrupt flag of its thread set; it is cleared");
        }
        if (Thread.currentThread() instanceof EvalThread thread) {
            thread.restore().forEach(what -> said.add(EARLIER + "changed " + what));
        }
        return said;
    }

    private void restoreDefaults(List<String> said) {
        Defaults now = Defaults.now();
        if (now.equals(defaults)) {
            return;
        }
        if (!now.hasLocales(defaults)) {
            said.add(EARLIER + "changed the default Locale to " + now.format.toLanguageTag() + "; it is "
                    + defaults.format.toLanguageTag() + " again: set it in the cell that needs it");
        }
        if (!now.zone.equals(defaults.zone)) {
            said.add(EARLIER + "changed the default time zone to " + now.zone.getID() + "; it is "
                    + defaults.zone.getID() + " again: set it in the cell that needs it");
        }
        defaults.restore();
    }
}
