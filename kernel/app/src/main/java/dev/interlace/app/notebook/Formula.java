package dev.interlace.app.notebook;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns the LaTeX of formulas into MathML, which browsers draw without any script or font of ours. It knows what the
 * formulas of a machine-learning text need; a command that it does not know stays readable as it was written.
 */
final class Formula {
    private static final Map<String, String> SYMBOLS = symbols();
    private static final Map<String, String> ACCENTS = Map.of(
            "hat",
            "^",
            "widehat",
            "^",
            "tilde",
            "~",
            "widetilde",
            "~",
            "bar",
            "¯",
            "overline",
            "¯",
            "vec",
            "→",
            "dot",
            "˙");
    private static final Map<String, String> SPACES =
            Map.of(",", "0.167em", ":", "0.222em", ";", "0.278em", " ", "0.25em", "quad", "1em", "qquad", "2em");
    private static final String FUNCTIONS =
            " exp log ln sin cos tan tanh max min sup inf lim det dim ker deg arg argmax argmin Pr softmax ";
    private static final String LIMITS = " sum prod max min sup inf lim argmax argmin bigcup bigcap ";

    private final String latex;
    private final Layout layout;
    private int at;

    private Formula(String latex, Layout layout) {
        this.latex = latex;
        this.layout = layout;
    }

    /** Whether a formula stands in a line of text or on a line of its own. */
    enum Layout {
        INLINE,
        BLOCK
    }

    /** One thing, whether its scripts are set above and below it, and whether it is a function's name. */
    private record Atom(String mathml, boolean limits, boolean function) {
        static Atom of(String mathml) {
            return new Atom(mathml, false, false);
        }
    }

    /** {@code latex}, without its dollar signs, as a {@code math} element. */
    static String mathml(String latex, Layout layout) {
        Formula formula = new Formula(latex, layout);
        StringBuilder body = new StringBuilder();
        while (formula.at < latex.length()) {
            body.append(formula.row(""));
            if (formula.at < latex.length()) {
                formula.at++; // a stray closing brace or column mark
            }
        }
        return "<math" + (layout == Layout.BLOCK ? " display=\"block\"" : "") + "><mrow>" + body + "</mrow></math>";
    }

    /** Everything up to a closing brace, a column or row mark, or the command {@code stop}. */
    private String row(String stop) {
        StringBuilder row = new StringBuilder();
        while (true) {
            skipSpace();
            if (at >= latex.length()) {
                return row.toString();
            }
            char c = latex.charAt(at);
            if (c == '}' || c == '&' || latex.startsWith("\\\\", at) || latex.startsWith("\\end{", at)) {
                return row.toString();
            }
            if (!stop.isEmpty() && latex.startsWith(stop, at)) {
                return row.toString();
            }
            row.append(scripted());
        }
    }

    /**
     * An atom with its subscript and superscript; a function's name keeps a distance from an argument without brackets.
     */
    private String scripted() {
        Atom base = latex.charAt(at) == '_' || latex.charAt(at) == '^' ? Atom.of("<mrow></mrow>") : atom();
        String scripted = scripted(base);
        boolean apart = base.function()
                && at < latex.length()
                && !latex.startsWith("\\left", at)
                && "([{}&".indexOf(latex.charAt(at)) < 0;
        return apart ? scripted + "<mspace width=\"0.167em\"/>" : scripted;
    }

    private String scripted(Atom base) {
        Optional<String> below = Optional.empty();
        Optional<String> above = Optional.empty();
        while (true) {
            skipSpace();
            if (at < latex.length() && latex.charAt(at) == '_' && below.isEmpty()) {
                at++;
                below = Optional.of(argument());
            } else if (at < latex.length() && latex.charAt(at) == '^' && above.isEmpty()) {
                at++;
                above = Optional.of(argument());
            } else if (at < latex.length() && latex.charAt(at) == '\'' && above.isEmpty()) {
                at++;
                above = Optional.of("<mo>′</mo>");
            } else {
                break;
            }
        }
        boolean over = base.limits() && layout == Layout.BLOCK;
        if (below.isPresent() && above.isPresent()) {
            return element(over ? "munderover" : "msubsup", base.mathml() + below.get() + above.get());
        }
        if (below.isPresent()) {
            return element(over ? "munder" : "msub", base.mathml() + below.get());
        }
        return above.map(script -> element(over ? "mover" : "msup", base.mathml() + script))
                .orElse(base.mathml());
    }

    /** What a command or a script takes: a group in braces or a single atom. */
    private String argument() {
        skipSpace();
        return at < latex.length() ? atom().mathml() : "<mrow></mrow>";
    }

    private Atom atom() {
        char c = latex.charAt(at);
        if (c == '{') {
            at++;
            String group = row("");
            expect('}');
            return Atom.of(element("mrow", group));
        }
        if (c == '\\') {
            return command();
        }
        if (Character.isDigit(c)) {
            int start = at;
            while (at < latex.length() && (Character.isDigit(latex.charAt(at)) || decimalPoint())) {
                at++;
            }
            return Atom.of(element("mn", latex.substring(start, at)));
        }
        int point = latex.codePointAt(at);
        at += Character.charCount(point);
        String text = Character.toString(point);
        if (Character.isLetter(point)) {
            return Atom.of(element("mi", text));
        }
        if ("()[]|".contains(text)) {
            return Atom.of("<mo stretchy=\"false\">" + text + "</mo>");
        }
        return Atom.of(element("mo", "-".equals(text) ? "−" : "*".equals(text) ? "∗" : Html.escape(text)));
    }

    private boolean decimalPoint() {
        char c = latex.charAt(at);
        return c == '.' && at + 1 < latex.length() && Character.isDigit(latex.charAt(at + 1));
    }

    private Atom command() {
        at++;
        String name = name();
        if (SYMBOLS.containsKey(name)) {
            String symbol = SYMBOLS.getOrDefault(name, "");
            boolean letter = Character.isLetter(symbol.codePointAt(0));
            String fence =
                    "‖|⟨⟩{}".contains(symbol) ? "<mo stretchy=\"false\">" + symbol + "</mo>" : element("mo", symbol);
            return new Atom(letter ? element("mi", symbol) : fence, LIMITS.contains(" " + name + " "), false);
        }
        if (FUNCTIONS.contains(" " + name + " ")) {
            return new Atom(element("mi", name), LIMITS.contains(" " + name + " "), true);
        }
        if (ACCENTS.containsKey(name)) {
            return Atom.of("<mover accent=\"true\">" + argument() + "<mo>" + ACCENTS.get(name) + "</mo></mover>");
        }
        if (SPACES.containsKey(name)) {
            return Atom.of("<mspace width=\"" + SPACES.get(name) + "\"/>");
        }
        return structure(name);
    }

    private Atom structure(String name) {
        return switch (name) {
            case "frac", "tfrac", "dfrac" -> {
                String above = argument();
                yield Atom.of(element("mfrac", above + argument()));
            }
            case "binom" -> {
                String above = argument();
                yield Atom.of("<mrow><mo>(</mo><mfrac linethickness=\"0\">" + above + argument()
                        + "</mfrac><mo>)</mo></mrow>");
            }
            case "sqrt" -> Atom.of(element("msqrt", argument()));
            case "underset" -> {
                String below = argument();
                yield Atom.of(element("munder", argument() + below));
            }
            case "overset" -> {
                String above = argument();
                yield Atom.of(element("mover", argument() + above));
            }
            case "text", "textrm", "textbf", "textit", "mbox" -> Atom.of(element("mtext", Html.escape(raw())));
            case "operatorname", "operatorname*", "mathrm" ->
                new Atom(
                        "<mi mathvariant=\"normal\">" + Html.escape(raw().replace("\\,", "\u2009")) + "</mi>",
                        name.endsWith("*"),
                        name.startsWith("op"));
            case "mathbb" -> Atom.of(element("mi", doubleStruck(raw())));
            case "mathcal", "mathscr" -> Atom.of(element("mi", shifted(raw(), 0x1D49C)));
            case "mathbf", "boldsymbol", "bm" -> Atom.of("<mrow style=\"font-weight:bold\">" + argument() + "</mrow>");
            case "left" -> fenced();
            case "begin" -> environment();
            case "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "limits", "nolimits", "!" -> Atom.of("");
            default -> Atom.of(element("mtext", "\\" + Html.escape(name)));
        };
    }

    private Atom fenced() {
        String open = delimiter();
        String body = row("\\right");
        String close = "";
        if (latex.startsWith("\\right", at)) {
            at += "\\right".length();
            close = delimiter();
        }
        return Atom.of("<mrow>" + fence(open) + body + fence(close) + "</mrow>");
    }

    private static String fence(String delimiter) {
        return delimiter.isEmpty() ? "" : "<mo fence=\"true\" stretchy=\"true\">" + Html.escape(delimiter) + "</mo>";
    }

    private String delimiter() {
        skipSpace();
        if (at >= latex.length()) {
            return "";
        }
        if (latex.charAt(at) == '\\') {
            at++;
            return SYMBOLS.getOrDefault(name(), "");
        }
        String text = String.valueOf(latex.charAt(at++));
        return ".".equals(text) ? "" : text;
    }

    private Atom environment() {
        String kind = raw();
        if ("array".equals(kind)) {
            raw();
        }
        StringBuilder table = new StringBuilder("<mtr><mtd>");
        while (at < latex.length() && !latex.startsWith("\\end{", at)) {
            table.append(row(""));
            if (latex.startsWith("\\\\", at)) {
                at += 2;
                table.append("</mtd></mtr><mtr><mtd>");
            } else if (at < latex.length() && latex.charAt(at) == '&') {
                at++;
                table.append("</mtd><mtd>");
            } else if (at < latex.length() && latex.charAt(at) == '}') {
                at++;
            }
        }
        if (at < latex.length()) {
            at += "\\end".length();
            raw();
        }
        String columns = kind.startsWith("align") ? " columnalign=\"right left\" class=\"aligned\"" : "";
        String body = "<mtable" + columns + ">" + table + "</mtd></mtr></mtable>";
        return Atom.of(
                switch (kind) {
                    case "cases" -> "<mrow>" + fence("{") + body + "</mrow>";
                    case "pmatrix" -> "<mrow>" + fence("(") + body + fence(")") + "</mrow>";
                    case "bmatrix" -> "<mrow>" + fence("[") + body + fence("]") + "</mrow>";
                    case "vmatrix" -> "<mrow>" + fence("|") + body + fence("|") + "</mrow>";
                    default -> body;
                });
    }

    private String name() {
        int start = at;
        while (at < latex.length() && Character.isLetter(latex.charAt(at))) {
            at++;
        }
        if (at == start && at < latex.length()) {
            at++;
        } else if (at < latex.length() && latex.charAt(at) == '*' && latex.startsWith("operatorname", start)) {
            at++;
        }
        return latex.substring(start, at);
    }

    /** The characters of the next group as they stand. */
    private String raw() {
        skipSpace();
        if (at >= latex.length()) {
            return "";
        }
        if (latex.charAt(at) != '{') {
            return String.valueOf(latex.charAt(at++));
        }
        int depth = 0;
        int start = at + 1;
        while (at < latex.length()) {
            char c = latex.charAt(at++);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return latex.substring(start, at - 1);
            }
        }
        return latex.substring(start);
    }

    private void expect(char c) {
        if (at < latex.length() && latex.charAt(at) == c) {
            at++;
        }
    }

    private void skipSpace() {
        while (at < latex.length() && Character.isWhitespace(latex.charAt(at))) {
            at++;
        }
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    private static String doubleStruck(String letters) {
        Map<Character, String> early = Map.of('C', "ℂ", 'H', "ℍ", 'N', "ℕ", 'P', "ℙ", 'Q', "ℚ", 'R', "ℝ", 'Z', "ℤ");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            text.append(early.getOrDefault(letter, shifted(String.valueOf(letter), 0x1D538)));
        }
        return text.toString();
    }

    /** Capital letters moved to the alphabet that begins at {@code first}; script has holes that older letters fill. */
    private static String shifted(String letters, int first) {
        Map<Character, String> holes =
                Map.of('B', "ℬ", 'E', "ℰ", 'F', "ℱ", 'H', "ℋ", 'I', "ℐ", 'L', "ℒ", 'M', "ℳ", 'R', "ℛ");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter == '1' && first == 0x1D538) {
                text.append("𝟙");
            } else if (letter < 'A' || letter > 'Z') {
                text.append(letter);
            } else if (first == 0x1D49C && holes.containsKey(letter)) {
                text.append(holes.get(letter));
            } else {
                text.appendCodePoint(first + letter - 'A');
            }
        }
        return text.toString();
    }

    private static Map<String, String> symbols() {
        String table =
                "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ "
                        + "lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω "
                        + "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω ell ℓ hbar ℏ nabla ∇ partial ∂ "
                        + "infty ∞ emptyset ∅ sum ∑ prod ∏ int ∫ bigcup ⋃ bigcap ⋂ cdot ⋅ times × div ÷ pm ± mp ∓ circ ∘ odot ⊙ "
                        + "otimes ⊗ oplus ⊕ star ⋆ ast ∗ cap ∩ cup ∪ setminus ∖ wedge ∧ vee ∨ neg ¬ "
                        + "le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ ni ∋ "
                        + "subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ mid ∣ parallel ∥ perp ⊥ top ⊤ bot ⊥ forall ∀ exists ∃ "
                        + "to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ mapsto ↦ "
                        + "longrightarrow ⟶ iff ⟺ implies ⟹ ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ prime ′ dagger † "
                        + "langle ⟨ rangle ⟩ lVert ‖ rVert ‖ Vert ‖ | ‖ lvert | rvert | vert | lbrace { rbrace } { { } } "
                        + "lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ % % $ $ # # & &amp; _ _ colon : top ⊤ triangleq ≜ coloneqq ≔";
        Map<String, String> symbols = new TreeMap<>();
        String[] words = table.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            symbols.put(words[i], words[i + 1]);
        }
        return symbols;
    }
}
