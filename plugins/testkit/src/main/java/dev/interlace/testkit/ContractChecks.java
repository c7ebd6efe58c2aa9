package dev.interlace.testkit;

import dev.interlace.spi.Method;
import dev.interlace.spi.MethodChecks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The contracts as checks of a method that is given as an object: each check is a test of its contract, run without
 * JUnit's engine. Subclass a contract instead where a method needs other data than the drawn ones.
 */
public final class ContractChecks implements MethodChecks {
    @Override
    public List<Check> of(Method<?> method, Map<String, ?> options) {
        List<Check> all = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>(); // a method of two kinds has one descriptor
        for (MethodContract<?> contract : GivenContracts.of(method, options)) {
            for (java.lang.reflect.Method test : tests(contract.getClass())) {
                if (test.getDeclaringClass() != MethodContract.class || known.add(test.getName())) {
                    all.add(new ContractCheck(contract, test));
                }
            }
        }
        return all;
    }

    /** The tests of a contract, the most general first. */
    private static List<java.lang.reflect.Method> tests(Class<?> contract) {
        List<java.lang.reflect.Method> tests = new ArrayList<>();
        for (Class<?> type = contract; type != null; type = type.getSuperclass()) {
            List<java.lang.reflect.Method> own = Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .sorted(Comparator.comparing(java.lang.reflect.Method::getName))
                    .toList();
            tests.addAll(0, own);
        }
        return tests;
    }
}
