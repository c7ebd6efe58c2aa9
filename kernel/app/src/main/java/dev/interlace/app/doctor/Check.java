package dev.interlace.app.doctor;

/**
 * One line of the doctor's table.
 *
 * @param subject what was looked at
 * @param verdict how it stands
 * @param finding what was found, and what to do where something is missing
 */
public record Check(String subject, Verdict verdict, String finding) {
    /** How something stands. */
    public enum Verdict {
        /** As it should be. */
        OK("ok"),
        /** Works without it, or it comes by itself. */
        NOTE("note"),
        /** Interlace does not work until this is mended. */
        MISSING("MISSING");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** The word in the table. */
        public String word() {
            return word;
        }
    }

    static Check ok(String subject, String finding) {
        return new Check(subject, Verdict.OK, finding);
    }

    static Check note(String subject, String finding) {
        return new Check(subject, Verdict.NOTE, finding);
    }

    static Check missing(String subject, String finding) {
        return new Check(subject, Verdict.MISSING, finding);
    }
}
