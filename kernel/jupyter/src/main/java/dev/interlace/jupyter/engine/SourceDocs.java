package dev.interlace.jupyter.engine;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documentation of the libraries on the class path, from their sources. JShell reads it too, but finds a method only
 * where every type that it names can be resolved from sources alone; here the text of its parameters must be the same.
 */
final class SourceDocs {
    private static final Logger LOG = LoggerFactory.getLogger(SourceDocs.class);
    private static final Pattern MEMBER = Pattern.compile("(?:.* )?([\\w.$]+)\\((.*)\\)(?: throws .*)?");
    private static final Pattern SEE = Pattern.compile("\\s*See \\{@link (\\w*)#(\\w+)[^}]*}\\.?\\s*");

    private final ShellEngine engine;

    SourceDocs(ShellEngine engine) {
        this.engine = engine;
    }

    /**
     * A documented element.
     *
     * @param signature its signature, with the names of the parameters
     * @param doc its documentation comment
     */
    record Found(String signature, String doc) {}

    /** What sources say of the element that JShell shows as {@code signature}; empty where there are none. */
    Optional<Found> find(String shown) {
        try {
            String signature = withPlainOwner(shown);
            Matcher member = MEMBER.matcher(signature);
            return member.matches() ? method(signature, member.group(1), member.group(2)) : type(signature);
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} has no documentation that can be read: {}", shown, e.toString());
            return Optional.empty();
        }
    }

    // JShell shows the type parameters of a class, and the components of a record, before the name of its method
    private static String withPlainOwner(String signature) {
        int open = opening(signature, signature.lastIndexOf(')'), '(', ')');
        int dot = open < 0 ? -1 : signature.lastIndexOf('.', open);
        int end = dot;
        while (end > 0 && (signature.charAt(end - 1) == ')' || signature.charAt(end - 1) == '>')) {
            boolean components = signature.charAt(end - 1) == ')';
            end = opening(signature, end - 1, components ? '(' : '<', components ? ')' : '>');
        }
        return end <= 0 ? signature : signature.substring(0, end) + signature.substring(dot);
    }

    private static int opening(String text, int closing, char opens, char closes) {
        int depth = 0;
        for (int i = closing; i >= 0; i--) {
            char c = text.charAt(i);
            depth += c == closes ? 1 : c == opens ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private Optional<Found> type(String signature) throws IOException {
        Optional<Class<?>> type = engine.names().classMeant(withoutTypeArguments(signature));
        Optional<Source> source = type.isEmpty() ? Optional.empty() : source(type.get());
        return source.flatMap(Source::doc).map(doc -> new Found(signature, doc));
    }

    private Optional<Found> method(String signature, String path, String parameters) throws IOException {
        int dot = path.lastIndexOf('.');
        Optional<Class<?>> owner = dot < 0 ? Optional.empty() : engine.names().classMeant(path.substring(0, dot));
        String name = path.substring(dot + 1);
        if (owner.isEmpty()) { // a constructor is shown by the name of its class
            owner = engine.names().classMeant(path);
            name = "<init>";
        }
        List<String> wanted = types(parameters);
        for (Class<?> type : owner.isEmpty() ? List.<Class<?>>of() : family(owner.get())) {
            Optional<Source> source = source(type);
            Optional<Found> found =
                    source.isEmpty() ? Optional.empty() : source.get().method(name, wanted, signature);
            if (found.isPresent()) {
                Matcher see = SEE.matcher(found.get().doc);
                return see.matches() ? Optional.of(seen(type, see, found.get(), wanted)) : found;
            }
        }
        boolean record = owner.filter(Class::isRecord).isPresent() && name.equals("<init>");
        return record
                ? source(owner.get()).flatMap(Source::doc).map(doc -> new Found(signature, doc))
                : Optional.empty();
    }

    // the class itself, then what it inherits documentation from
    private static List<Class<?>> family(Class<?> type) {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> one = type; one != null && one != Object.class; one = one.getSuperclass()) {
            all.add(one);
        }
        for (int i = 0; i < all.size(); i++) {
            Stream.of(all.get(i).getInterfaces())
                    .filter(one -> !all.contains(one))
                    .forEach(all::add);
        }
        return all;
    }

    private Found seen(Class<?> from, Matcher see, Found found, List<String> parameters) throws IOException {
        String owner = see.group(1);
        Optional<Class<?>> type = owner.isEmpty()
                ? Optional.of(from)
                : engine.names()
                        .classNamed(from.getPackageName() + "." + owner)
                        .or(() -> engine.names().classesNamed(owner).stream()
                                .filter(full -> full.startsWith(family(from.getPackageName())))
                                .findFirst()
                                .flatMap(engine.names()::classNamed));
        Optional<Source> source = type.isEmpty() ? Optional.empty() : source(type.get());
        return source.flatMap(one -> one.method(see.group(2), parameters, found.signature))
                .map(target -> new Found(found.signature, target.doc))
                .orElse(found);
    }

    // the first two parts of a package's name
    private static String family(String packageName) {
        return Stream.of(packageName.split("\\.", -1)).limit(2).collect(Collectors.joining(".", "", "."));
    }

    private Optional<Source> source(Class<?> type) throws IOException {
        String[] names =
                type.getName().substring(type.getPackageName().length() + 1).split("\\$", -1);
        String file = type.getPackageName().replace('.', '/') + "/" + names[0] + ".java";
        for (Path root : engine.names().sourceRoots()) {
            Path source = root.resolve(file);
            if (Files.isRegularFile(source)) {
                return Source.read(source).map(top -> top.nested(names));
            }
        }
        return Optional.empty();
    }

    private static String withoutTypeArguments(String text) {
        String plain = text;
        String before;
        do {
            before = plain;
            plain = plain.replaceAll("<[^<>]*>", "");
        } while (!plain.equals(before));
        return plain.strip();
    }

    // simple names of the types of parameters, which may have annotations and names
    private static List<String> types(String parameters) {
        String plain = withoutTypeArguments(parameters);
        return plain.isBlank()
                ? List.of()
                : Stream.of(plain.split(",", -1)).map(SourceDocs::simpleType).toList();
    }

    private static String simpleType(String parameter) {
        String type = parameter
                .strip()
                .replaceAll("@[\\w.]+(\\([^)]*\\))?\\s*", "")
                .replaceAll("^final\\s+", "")
                .split("\\s", 2)[0];
        return type.replace("...", "[]").replaceAll("^(?:[\\w$]+\\.)+(?=\\w)", "");
    }

    /** A class in a parsed file. */
    private record Source(DocTrees trees, TreePath path, ClassTree type) {
        static Optional<Source> read(Path file) throws IOException {
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            String text = Files.readString(file);
            JavaFileObject unit = new SimpleJavaFileObject(URI.create("mem:///Doc.java"), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreErrors) {
                    return text;
                }
            };
            JavacTask task = (JavacTask)
                    compiler.getTask(null, null, diagnostic -> {}, List.of("-proc:none"), null, List.of(unit));
            for (CompilationUnitTree parsed : task.parse()) {
                for (Tree declared : parsed.getTypeDecls()) {
                    if (declared instanceof ClassTree type
                            && (type.getSimpleName() + ".java").equals(String.valueOf(file.getFileName()))) {
                        TreePath path = new TreePath(new TreePath(parsed), type);
                        return Optional.of(new Source(DocTrees.instance(task), path, type));
                    }
                }
            }
            return Optional.empty();
        }

        Source nested(String[] names) {
            Source at = this;
            for (int i = 1; i < names.length; i++) {
                for (Tree member : at.type.getMembers()) {
                    if (member instanceof ClassTree inner
                            && inner.getSimpleName().contentEquals(names[i])) {
                        at = new Source(trees, new TreePath(at.path, inner), inner);
                        break;
                    }
                }
            }
            return at;
        }

        Optional<String> doc() {
            return comment(path);
        }

        private Optional<String> comment(TreePath at) {
            return Optional.ofNullable(trees.getDocComment(at));
        }

        Optional<Found> method(String name, List<String> wanted, String signature) {
            for (Tree member : type.getMembers()) {
                if (member instanceof MethodTree method
                        && method.getName().contentEquals(name)
                        && method.getParameters().stream()
                                .map(one -> types(one.getType().toString()).get(0))
                                .toList()
                                .equals(wanted)) {
                    return comment(new TreePath(path, method))
                            .map(doc -> new Found(named(signature, method.getParameters()), doc));
                }
            }
            return wanted.isEmpty() ? component(name).map(doc -> new Found(signature, doc)) : Optional.empty();
        }

        // an accessor of a record is documented with the record
        private Optional<String> component(String name) {
            DocCommentTree all = type.getKind() == Tree.Kind.RECORD ? trees.getDocCommentTree(path) : null;
            return all == null
                    ? Optional.empty()
                    : all.getBlockTags().stream()
                            .map(Object::toString)
                            .filter(tag -> tag.startsWith("@param " + name + " "))
                            .map(tag -> tag.substring(("@param " + name + " ").length()))
                            .findFirst();
        }

        private static String named(String signature, List<? extends VariableTree> parameters) {
            return signature.substring(0, signature.indexOf('(') + 1)
                    + parameters.stream()
                            .map(one -> one.toString()
                                    .replaceAll("@[\\w.]+(\\([^)]*\\))?\\s*", "")
                                    .strip())
                            .collect(Collectors.joining(", "))
                    + signature.substring(signature.lastIndexOf(')'));
        }
    }
}
