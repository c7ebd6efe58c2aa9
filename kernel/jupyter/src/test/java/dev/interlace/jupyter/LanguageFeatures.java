package dev.interlace.jupyter;

import java.util.List;

/**
 * The features of the language from Java 9 to 25, each in the forms in which the Java Language Specification shows it,
 * and the declarations of earlier versions that a notebook's own rules might get in the way of.
 */
final class LanguageFeatures {
    private LanguageFeatures() {}

    /**
     * One form of a feature.
     *
     * @param since version of Java that has it
     * @param name what it shows
     * @param cells cells, with a line of three dashes between
     * @param value what the last cell shows; a text that begins with {@code error:} is part of its error
     */
    record Feature(int since, String name, String cells, String value) {}

    private static Feature feature(int since, String name, String cells, String value) {
        return new Feature(since, name, cells, value);
    }

    static final List<Feature> ALL = List.of(
            // what a source file may hold: declarations and statements of every kind
            feature(8, "package declaration at the top of a pasted file", """
                    package com.example;
                    import java.util.List;
                    public class Pasted { public static int one() { return List.of(1).get(0); } }
                    Pasted.one()
                    """, "1"),
            feature(8, "several declarators and array brackets behind the name", """
                    int a = 1, b = 2, c[] = {3, 4};
                    a + b + c[1]
                    """, "7"),
            feature(8, "modifiers of fields and methods at the top", """
                    public static final int MAX = 3;
                    private static int half(int x) { return x / 2; }
                    protected final String word = "w";
                    word + MAX + half(9)
                    """, "w34"),
            feature(8, "modifiers of types at the top", """
                    public abstract class Base { abstract int f(); }
                    final class Leaf extends Base { int f() { return 5; } }
                    private static class Hidden extends Base { int f() { return 6; } }
                    new Leaf().f() + new Hidden().f()
                    """, "11"),
            feature(8, "annotation types with every kind of element", """
                    import java.lang.annotation.*;
                    enum Level { LOW, HIGH }
                    @Retention(RetentionPolicy.RUNTIME)
                    @interface Marked {
                        int id() default 7; String[] tags() default {"a", "b"}; Class<?> type() default Object.class;
                        Level level() default Level.HIGH; Name name() default @Name("n");
                    }
                    @Retention(RetentionPolicy.RUNTIME) @interface Name { String value(); }
                    @Marked(tags = {"x", "y", "z"}, level = Level.LOW) class Target {}
                    var m = Target.class.getAnnotation(Marked.class);
                    m.id() + m.tags()[2] + m.level() + m.name().value()
                    """, "7zLOWn"),
            feature(8, "repeatable annotations", """
                    import java.lang.annotation.*;
                    @Retention(RetentionPolicy.RUNTIME) @Repeatable(Hints.class) @interface Hint { String value(); }
                    @Retention(RetentionPolicy.RUNTIME) @interface Hints { Hint[] value(); }
                    @Hint("a") @Hint("b") class Hinted {}
                    Hinted.class.getAnnotationsByType(Hint.class).length
                    """, "2"),
            feature(8, "type annotations and annotated declarations of every kind", """
                    import java.lang.annotation.*;
                    @Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER}) @interface Pure {}
                    @SuppressWarnings({"unchecked", "rawtypes"}) int sized(List<@Pure String> l) { return l.size(); }
                    @Deprecated int old = 1;
                    <@Pure T> T same(T t) { @SuppressWarnings("unused") int x = 0; return (@Pure T) t; }
                    same(sized(List.of("a"))) + old
                    """, "2"),
            feature(8, "classes that need each other", """
                    class Even { boolean is(int n) { return n == 0 || new Odd().is(n - 1); } }
                    class Odd { boolean is(int n) { return n != 0 && new Even().is(n - 1); } }
                    new Even().is(10)
                    """, "true"),
            feature(8, "classes that need each other, over two cells", """
                    class Left { Right other; int n() { return other == null ? 1 : 1 + other.n(); } }
                    ---
                    class Right { Left other; int n() { return other == null ? 1 : 1 + other.n(); } }
                    ---
                    Right r = new Right(); r.other = new Left(); r.n()
                    """, "2"),
            feature(8, "a subclass before its superclass and its interface", """
                    class Cat extends Animal implements Named { public String name() { return "cat " + legs(); } }
                    abstract class Animal { int legs() { return 4; } }
                    interface Named { String name(); }
                    new Cat().name()
                    """, "cat 4"),
            feature(8, "bounds that name each other", """
                    interface Graph<N extends Node<N, E>, E extends Edge<N, E>> { N start(); }
                    interface Node<N extends Node<N, E>, E extends Edge<N, E>> {}
                    interface Edge<N extends Node<N, E>, E extends Edge<N, E>> {}
                    class N1 implements Node<N1, E1> {}
                    class E1 implements Edge<N1, E1> {}
                    class G1 implements Graph<N1, E1> { public N1 start() { return new N1(); } }
                    new G1().start() != null
                    """, "true"),
            feature(8, "methods that need each other", """
                    boolean even(int n) { return n == 0 || odd(n - 1); }
                    boolean odd(int n) { return n != 0 && even(n - 1); }
                    even(7)
                    """, "false"),
            feature(8, "a method before the type, the field and the method that it uses", """
                    int total() { return new Box(start).get() + plus(); }
                    int start = 5;
                    class Box { int v; Box(int v) { this.v = v; } int get() { return v; } }
                    int plus() { return 1; }
                    total()
                    """, "6"),
            feature(8, "a field whose initializer needs a type further down", """
                    Later later = new Later(3);
                    class Later { final int n; Later(int n) { this.n = n; } }
                    later.n
                    """, "3"),
            feature(8, "overloads, varargs and generic methods", """
                    String f(int x) { return "int"; }
                    String f(long x) { return "long"; }
                    String f(Object... x) { return "many " + x.length; }
                    <T extends Comparable<T>> T most(List<? extends T> l) { return Collections.max(l); }
                    f(1) + f(1L) + f() + f("a", "b") + most(List.of(1, 3, 2))
                    """, "intlongmany 0many 23"),
            feature(8, "enums with bodies, constructors and switch", """
                    enum Op {
                        PLUS("+") { int of(int a, int b) { return a + b; } },
                        TIMES("*") { int of(int a, int b) { return a * b; } };
                        private final String sign;
                        Op(String sign) { this.sign = sign; }
                        abstract int of(int a, int b);
                        @Override public String toString() { return sign; }
                    }
                    int n = 0;
                    for (Op op : Op.values()) { switch (op) { case PLUS: n += op.of(2, 3); break; default: n *= 10; } }
                    n + "" + Op.valueOf("TIMES")
                    """, "50*"),
            feature(8, "inner, nested, local and anonymous classes", """
                    class Outer {
                        int v = 1;
                        class Inner { int get() { return v; } class Deep { int get() { return v + Inner.this.get(); } } }
                        static class Nested { int get() { return 10; } }
                        int all() {
                            class Local { int get() { return v + 100; } }
                            return new Local().get() + new Object() { int get() { return 1000; } }.get();
                        }
                    }
                    Outer o = new Outer();
                    Outer.Inner i = o.new Inner();
                    i.new Deep().get() + new Outer.Nested().get() + o.all()
                    """, "1113"),
            feature(8, "static and instance initializers, super and this calls", """
                    class Up { static int made; { made++; } Up(int n) { made += n; } static { made = 100; } }
                    class Down extends Up { Down() { this(5); } Down(int n) { super(n); } int get() { return Up.made; } }
                    new Down().get()
                    """, "106"),
            feature(8, "interfaces with fields, default and static methods", """
                    interface Shape { double PI2 = 6; double r(); default double area() { return PI2 * r(); }
                        static Shape of(double r) { return () -> r; } }
                    Shape.of(2).area()
                    """, "12.0"),
            feature(8, "lambdas and the four kinds of method references", """
                    Function<String, Integer> parse = Integer::parseInt;
                    Supplier<String> bound = "x"::toUpperCase;
                    Function<String, String> unbound = String::trim;
                    IntFunction<int[]> array = int[]::new;
                    Function<String, StringBuilder> make = StringBuilder::new;
                    BinaryOperator<Integer> sum = (x, y) -> { int s = x + y; return s; };
                    parse.apply("4") + bound.get() + unbound.apply(" t ") + array.apply(3).length + make.apply("b")
                            + sum.apply(1, 2)
                    """, "4Xt3b3"),
            feature(8, "casts to several types at once", """
                    Runnable r = (Runnable & java.io.Serializable) () -> {};
                    r instanceof java.io.Serializable
                    """, "true"),
            feature(8, "statements of every kind at the top", """
                    int s = 0;
                    outer:
                    for (int i = 0; ; i++) { for (int j = 0; j < 3; j++) { if (i == 2) break outer; if (j == 1) continue outer; s++; } }
                    do { s += 10; } while (s < 20);
                    while (true) { if (s++ > 25) break; }
                    synchronized (String.class) { s += 100; }
                    try { throw new java.io.IOException("io"); } catch (java.io.IOException | IllegalStateException e) { s += 1000; }
                    finally { s += 10_000; }
                    if (s > 0) s++; else s--;
                    ;
                    { int inner = 1; s += inner; }
                    switch (s % 2) { case 0: s += 0; default: s += 0; }
                    assert s > 0 : "positive";
                    s
                    """, "11129"),
            feature(8, "an assertion that fails", "assert 1 > 2 : \"order\";", "error:java.lang.AssertionError: order"),
            feature(8, "comments anywhere", """
                    // first
                    /** doc of ; { */ int /* between */ a /* = 9 */ = /* ; */ 1 // } end
                    ;
                    /* a { */ class /* b } */ C /* ; */ { /* c */ int f() { /* "} */ return 2; /* ' */ } // "
                    } /* after */
                    int sum(/* none */) { return a // plus
                        + new C().f(); /* */ }
                    /**/ sum() // last; "
                    /* ; */
                    """, "3"),
            feature(8, "escapes and literals", """
                    char c = '\\u0041', q = '\\'', o = '\\101';
                    String s = "\\"; // \\t" + '"' + "/* no */";
                    double d = 0x1.8p1 + 1e-1 + .5f + 1_000L + 0b101 + 017;
                    "" + c + q + o + s.length() + d
                    """, "A'A161023.6"),
            feature(8, "names that are words elsewhere", """
                    int record = 1, sealed = 2, permits = 3, yield = 4, var = 5, non = 6, module = 7, with = 8, when = 9;
                    record = record + sealed;
                    record + permits + var + non - sealed + when
                    """, "24"),
            feature(8, "static imports and imports behind other declarations", """
                    int before = 1;
                    import static java.lang.Math.*;
                    import java.util.concurrent.atomic.AtomicInteger;
                    max(before, new AtomicInteger(2).get())
                    """, "2"),
            feature(8, "exceptions of one's own, thrown through generics", """
                    class Mine extends Exception { Mine(String m, Throwable c) { super(m, c); } }
                    <E extends Exception> void raise(E e) throws E { throw e; }
                    String got = "";
                    try { raise(new Mine("m", new RuntimeException("c"))); } catch (Mine e) { got = e.getCause().getMessage(); }
                    got
                    """, "c"),
            feature(8, "arrays of arrays and array initializers", """
                    int[][] grid = {{1, 2}, {3}, {}};
                    String[] words = new String[] {"a", "b"};
                    int[] line[] = new int[2][3];
                    grid[1][0] + words.length + line[1].length
                    """, "8"),
            // Java 9
            feature(9, "private methods of interfaces", """
                    interface Greeter { default String hi() { return text(name()) + num(); } String name();
                        private String text(String n) { return "hi " + n; } private static int num() { return 1; } }
                    Greeter g = () -> "you";
                    g.hi()
                    """, "hi you1"),
            feature(9, "resources that are variables already", """
                    StringBuilder log = new StringBuilder();
                    class Res implements AutoCloseable { public void close() { log.append("closed"); } }
                    void use() { Res a = new Res(); final Res b = new Res(); try (a; b; Res c = new Res()) { log.append("in "); } }
                    use();
                    log
                    """, "in closedclosedclosed"),
            feature(9, "diamond with an anonymous class", """
                    Comparator<String> byLength = new Comparator<>() {
                        @Override public int compare(String a, String b) { return a.length() - b.length(); }
                    };
                    byLength.compare("aaa", "b")
                    """, "2"),
            feature(9, "safe varargs on private methods", """
                    class Safe { @SafeVarargs private <T> int count(T... t) { return t.length; } int two() { return count(List.of(1), List.of(2)); } }
                    new Safe().two()
                    """, "2"),
            // Java 10 and 11
            feature(10, "var for local variables, in loops and in resources", """
                    var list = new ArrayList<Map<String, Integer>>();
                    list.add(Map.of("k", 1));
                    int total() throws Exception {
                        var t = 0;
                        for (var m : list) for (var e : m.entrySet()) t += e.getValue();
                        for (var i = 0; i < 3; i++) t += i;
                        try (var s = IntStream.range(0, 3)) { t += s.sum(); }
                        return t;
                    }
                    total()
                    """, "7"),
            feature(10, "var at the top, of a type without a name", """
                    var point = new Object() { int x = 3; int twice() { return 2 * x; } };
                    point.x = 5;
                    point.twice()
                    """, "10"),
            feature(11, "var and annotations for the parameters of lambdas", """
                    BiFunction<Integer, Integer, Integer> plus = (var x, final var y) -> x + y;
                    plus.apply(2, 3)
                    """, "5"),
            feature(11, "private members of nest mates", """
                    class Nest { private int secret = 4; class Mate { int get() { return secret; } private int own = 2; }
                        int both() { return new Mate().own + new Mate().get(); } }
                    new Nest().both()
                    """, "6"),
            // Java 14: switch expressions
            feature(14, "switch expressions with arrows and several labels", """
                    enum Day { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY }
                    int letters(Day day) {
                        return switch (day) {
                            case MONDAY, FRIDAY, SUNDAY -> 6;
                            case TUESDAY -> 7;
                            case THURSDAY, SATURDAY -> 8;
                            case WEDNESDAY -> 9;
                        };
                    }
                    letters(Day.FRIDAY) + letters(Day.WEDNESDAY)
                    """, "15"),
            feature(14, "switch expressions with yield, blocks and colons", """
                    int f(int k) { return switch (k) { case 1: yield 10; case 2: { int t = k * k; yield t; } default: yield -1; }; }
                    String g(String s) { return switch (s) { case "a" -> "A"; case "b" -> { String t = s + s; yield t; } default -> throw new IllegalArgumentException(s); }; }
                    f(1) + f(2) + f(3) + g("b")
                    """, "13bb"),
            feature(14, "a switch expression at the top", """
                    int k = 2;
                    String name = switch (k) {
                        case 1 -> "one";
                        case 2 -> "two";
                        default -> { yield "many"; }
                    };
                    switch (name) { case "two" -> name += "!"; default -> name = ""; }
                    name
                    """, "two!"),
            feature(14, "a switch expression that is the cell's value", """
                    switch (3) { case 3 -> "three"; default -> "other"; }
                    """, "three"),
            // Java 15: text blocks
            feature(15, "text blocks with quotes, indentation and escapes", """
                    String html = \"""
                        <p>
                          "quoted; {" \\"\""
                        </p>
                        \""";
                    String one = \"""
                        a \\
                        b\\s\\s
                        \""";
                    html.length() + one.replace(' ', '.')
                    """, "27a.b..\n"),
            feature(15, "text blocks as arguments and receivers", """
                    \"""
                    %d of %s\""".formatted(1, \"""
                        x\""".repeat(2))
                    """, "1 of xx"),
            // Java 16: records, patterns of instanceof, static members of inner classes
            feature(16, "records with accessors, equality and text", """
                    record Point(int x, int y) {}
                    new Point(1, 2).equals(new Point(1, 2)) + " " + new Point(3, 4).x() + new Point(5, 6)
                    """, "true 3Point[x=5, y=6]"),
            feature(16, "records with compact constructors", """
                    record Range(int lo, int hi) { Range { if (lo > hi) throw new IllegalArgumentException(lo + ">" + hi); } }
                    new Range(2, 1)
                    """, "error:java.lang.IllegalArgumentException: 2>1"),
            feature(
                    16,
                    "records with canonical and other constructors, annotated and private ones among the methods",
                    """
                    record Fraction(int a, int b) {
                        @Deprecated Fraction(int a, int b) { this.a = a; this.b = b; }
                        Fraction(int a) { this(a, 1); }
                        static final Fraction HALF = new Fraction(1, 2);
                        static Fraction of(int a) { return new Fraction(a); }
                        Fraction times(Fraction o) { return new Fraction(a * o.a, b * o.b); }
                    }
                    Fraction.of(3).times(Fraction.HALF)
                    """,
                    "Fraction[a=3, b=2]"),
            feature(16, "generic records with interfaces, nested records and varargs", """
                    record Pair<A, B extends Comparable<B>>(A a, B b) implements Comparable<Pair<A, B>> {
                        Pair { Objects.requireNonNull(a); }
                        public int compareTo(Pair<A, B> o) { return b.compareTo(o.b); }
                        record Inner(int... all) { Inner { all = all.clone(); } }
                    }
                    new Pair<>("x", 2).compareTo(new Pair<>("y", 1)) + new Pair.Inner(1, 2, 3).all().length
                    """, "4"),
            feature(16, "annotations on record components", """
                    import java.lang.annotation.*;
                    @Retention(RetentionPolicy.RUNTIME) @interface Unit { String value(); }
                    record Size(@Unit("cm") int width, @Unit("cm") int height) {}
                    Size.class.getRecordComponents()[0].getAnnotation(Unit.class).value()
                    """, "cm"),
            feature(16, "local records, enums and interfaces", """
                    String locals() {
                        record Pair(int a, int b) { Pair { b++; } }
                        enum Color { RED }
                        interface Named { String name(); }
                        Named n = () -> "n";
                        return new Pair(1, 2) + "" + Color.RED + n.name();
                    }
                    locals()
                    """, "Pair[a=1, b=3]REDn"),
            feature(16, "static members of inner classes", """
                    class Outer { class Inner { static int count = 3; static int next() { return ++count; } record R(int x) {} } }
                    Outer.Inner.next() + new Outer.Inner.R(1).x()
                    """, "5"),
            feature(16, "patterns of instanceof and their scope", """
                    String say(Object o) {
                        if (!(o instanceof String s)) { return "no"; }
                        return s.toUpperCase() + (o instanceof CharSequence c && c.length() > 1);
                    }
                    say("ab") + say(1)
                    """, "ABtrueno"),
            feature(16, "patterns of instanceof in equals, loops and conditions", """
                    class P { int x; P(int x) { this.x = x; } @Override public boolean equals(Object o) { return o instanceof final P p && p.x == x; } @Override public int hashCode() { return x; } }
                    Object o = "abc";
                    int n = o instanceof String s ? s.length() : -1;
                    while (!(o instanceof Integer i)) { o = n; }
                    new P(1).equals(new P(1)) + "" + n + o
                    """, "true33"),
            // Java 17: sealed types
            feature(17, "sealed with permits, final and non-sealed, subtypes behind", """
                    sealed interface S permits A, B {}
                    final class A implements S {}
                    non-sealed class B implements S {}
                    class C extends B {}
                    S s = new C();
                    s instanceof B
                    """, "true"),
            feature(17, "sealed with permits, subtypes before", """
                    non-sealed class B2 implements S2 {}
                    final class A2 implements S2 {}
                    sealed interface S2 permits A2, B2 {}
                    new A2() instanceof S2
                    """, "true"),
            feature(17, "sealed with permits, a subtype in each cell", """
                    sealed abstract class Shape permits Circle, Square, Free { abstract double area(); }
                    ---
                    final class Circle extends Shape { double area() { return 3; } }
                    ---
                    sealed class Square extends Shape permits Big { double area() { return 1; } }
                    final class Big extends Square { double area() { return 9; } }
                    ---
                    non-sealed abstract class Free extends Shape {}
                    ---
                    class Blob extends Free { double area() { return 7; } }
                    Shape shape = new Blob();
                    shape.area() + new Circle().area() + new Big().area()
                    """, "19.0"),
            feature(17, "sealed without permits, records of the same cell", """
                    sealed interface Expr {}
                    record Num(int n) implements Expr {}
                    record Add(Expr a, Expr b) implements Expr {}
                    int value(Expr e) { return e instanceof Num n ? n.n() : e instanceof Add a ? value(a.a()) + value(a.b()) : 0; }
                    value(new Add(new Num(1), new Num(2)))
                    """, "3"),
            feature(17, "sealed without permits, subtypes before it", """
                    record Dog(String name) implements Pet {}
                    enum Fish implements Pet { RED, BLUE }
                    sealed interface Pet {}
                    Pet.class.getPermittedSubclasses().length
                    """, "2"),
            feature(17, "sealed without permits, records of later cells", """
                    sealed interface Op {}
                    ---
                    record Inc(int by) implements Op {}
                    ---
                    record Dec(int by) implements Op {}
                    ---
                    Op op = new Dec(2);
                    Op.class.getPermittedSubclasses().length + ((Dec) op).by()
                    """, "4"),
            feature(
                    17,
                    "sealed without permits, subtypes within it and one more later",
                    """
                    sealed interface Tree { record Leaf(int v) implements Tree {} record Fork(Tree l, Tree r) implements Tree {} }
                    new Tree.Fork(new Tree.Leaf(1), new Tree.Leaf(2))
                    ---
                    record Empty() implements Tree {}
                    ---
                    new Tree.Fork(new Empty(), new Tree.Leaf(1)) + "" + Tree.class.getPermittedSubclasses().length
                    """,
                    "Fork[l=Empty[], r=Leaf[v=1]]3"),
            feature(17, "sealed generic types, sealed below sealed, non-sealed interfaces", """
                    sealed interface Result<T> permits Ok, Err {}
                    record Ok<T>(T value) implements Result<T> {}
                    sealed interface Err<T> extends Result<T> permits Soft, Hard {}
                    record Soft<T>() implements Err<T> {}
                    non-sealed interface Hard<T> extends Err<T> {}
                    Result<String> r = new Ok<>("v");
                    r instanceof Ok<String> ok ? ok.value() : ""
                    """, "v"),
            feature(17, "a class that is no permitted subtype", """
                    sealed interface Closed permits One {}
                    record One() implements Closed {}
                    ---
                    record Two() implements Closed {}
                    """, "error:CompilationException"),
            feature(
                    17,
                    "strictfp means nothing any more",
                    "strictfp class Exact { double third() { return 1 / 3.0; } }\nnew Exact().third() > 0",
                    "true"),
            // Java 21: patterns of records and of switch
            feature(21, "patterns of records, nested, with var and with inference", """
                    record Point(int x, int y) {}
                    record Line<T>(T from, T to) {}
                    String show(Object o) {
                        if (o instanceof Line<?>(Point(var x, int y), Point to) && x < 10) { return x + "," + y + "-" + to.x(); }
                        return "none";
                    }
                    show(new Line<>(new Point(1, 2), new Point(3, 4))) + show("x")
                    """, "1,2-3none"),
            feature(21, "patterns of switch with guards, null and default", """
                    String kind(Object o) {
                        return switch (o) {
                            case null -> "null";
                            case Integer i when i > 10 -> "big";
                            case Integer i -> "int " + i;
                            case String s when s.isEmpty() -> "empty";
                            case int[] a -> "array " + a.length;
                            default -> "other";
                        };
                    }
                    kind(null) + kind(11) + kind(2) + kind("") + kind(new int[3]) + kind('c')
                    """, "nullbigint 2emptyarray 3other"),
            feature(21, "a switch over a sealed type needs no default", """
                    sealed interface Shape {}
                    record Circle(double r) implements Shape {}
                    record Rect(double w, double h) implements Shape {}
                    double area(Shape s) { return switch (s) { case Circle c -> 3 * c.r() * c.r(); case Rect(double w, double h) -> w * h; }; }
                    area(new Rect(2, 3)) + area(new Circle(1))
                    """, "9.0"),
            feature(21, "a switch statement with patterns at the top", """
                    Object o = List.of(1, 2);
                    String seen = "";
                    switch (o) {
                        case List<?> l when l.size() > 1: seen = "list " + l.size(); break;
                        case null, default: seen = "else";
                    }
                    seen
                    """, "list 2"),
            feature(21, "qualified enum constants as labels", """
                    sealed interface Card permits Suit, Joker {}
                    enum Suit implements Card { HEARTS, SPADES }
                    final class Joker implements Card {}
                    String of(Card c) { return switch (c) { case Suit.HEARTS -> "h"; case Suit.SPADES -> "s"; case Joker j -> "j"; }; }
                    of(Suit.SPADES) + of(new Joker())
                    """, "sj"),
            feature(21, "a label that another dominates", """
                    String f(Object o) { return switch (o) { case CharSequence c -> "c"; case String s -> "s"; default -> ""; }; }
                    """, "error:CompilationException"),
            // Java 22: unnamed variables and patterns
            feature(22, "unnamed variables in loops, catch, lambdas and resources", """
                    int n = 0;
                    for (var _ : List.of(1, 2)) n++;
                    try { Integer.parseInt("x"); } catch (NumberFormatException _) { n += 10; }
                    BiFunction<Integer, Integer, Integer> first = (a, _) -> a;
                    n + first.apply(100, 5)
                    """, "112"),
            feature(22, "unnamed patterns", """
                    record Point(int x, int y) {}
                    sealed interface Ball permits Red, Blue {}
                    record Red() implements Ball {}
                    record Blue() implements Ball {}
                    record Box<T extends Ball>(T content) {}
                    String f(Box<? extends Ball> b) { return switch (b) { case Box<? extends Ball>(Red _) -> "red"; case Box<? extends Ball>(Blue _) -> "blue"; }; }
                    Object o = new Point(3, 4);
                    (o instanceof Point(int x, _) ? x : 0) + f(new Box<>(new Blue()))
                    """, "3blue"),
            // Java 23: comments in Markdown
            feature(23, "documentation comments in Markdown", """
                    /// A point; with `code` and { braces
                    ///
                    /// @param x the first
                    record Marked(int x) {}
                    new Marked(1)
                    """, "Marked[x=1]"),
            // Java 25
            feature(25, "imports of modules", """
                    import module java.xml;
                    DocumentBuilderFactory.newInstance() != null
                    """, "true"),
            feature(25, "a compact source file with an instance main", """
                    String greeting() { return "hello"; }
                    void main() { IO.println(greeting()); }
                    main();
                    greeting()
                    """, "hello"),
            feature(25, "statements before the call of another constructor", """
                    class Positive { final int n; Positive(int n) { this.n = n; } }
                    class Checked extends Positive {
                        final String text;
                        Checked(int n) { if (n <= 0) throw new IllegalArgumentException("n " + n); text = "ok"; super(n); }
                    }
                    new Checked(3).n + new Checked(4).text
                    """, "3ok"));
}
