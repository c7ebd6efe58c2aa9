package dev.interlace.workbench.doubles;

/** The class path that the tests run on. */
public final class ClassPath {
    private ClassPath() {}

    /** The class path; the test runner hides it behind a jar of its own. */
    public static String ofTests() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
