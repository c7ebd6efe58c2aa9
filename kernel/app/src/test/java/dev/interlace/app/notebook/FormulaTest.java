package dev.interlace.app.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.app.notebook.Formula.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
    @Test
    void aFractionWithAPowerBecomesMathml() {
        assertEquals(
                "<math><mrow><mfrac><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow><mrow><mn>2</mn><mi>σ</mi></mrow></mfrac>"
                        + "</mrow></math>",
                Formula.mathml("\\frac{x^2}{2\\sigma}", Layout.INLINE));
    }

    @Test
    void sumsHaveTheirLimitsAboveAndBelowOnlyOnALineOfTheirOwn() {
        assertTrue(Formula.mathml("\\sum_{i=1}^n x_i", Layout.BLOCK).contains("<munderover><mo>∑</mo>"));
        assertTrue(Formula.mathml("\\sum_{i=1}^n x_i", Layout.INLINE).contains("<msubsup><mo>∑</mo>"));
    }

    @Test
    void alignedEquationsBecomeATable() {
        String mathml = Formula.mathml("\\begin{aligned}a&=b\\\\c&=d\\end{aligned}", Layout.BLOCK);
        assertEquals(2, mathml.split("<mtr>", -1).length - 1);
        assertEquals(4, mathml.split("<mtd>", -1).length - 1);
    }

    @Test
    void lettersOfOtherAlphabetsAreThemselves() {
        assertTrue(Formula.mathml("\\mathbb{R}", Layout.INLINE).contains("<mi>ℝ</mi>"));
        assertTrue(Formula.mathml("\\mathbb E", Layout.INLINE).contains("<mi>𝔼</mi>"));
        assertTrue(Formula.mathml("\\mathcal L", Layout.INLINE).contains("<mi>ℒ</mi>"));
    }

    @Test
    void anUnknownCommandStaysReadable() {
        assertTrue(Formula.mathml("\\sideset{x}", Layout.INLINE).contains("\\sideset"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "}",
                "{",
                "a & b",
                "\\",
                "x_",
                "x^",
                "\\frac{1}",
                "\\left(",
                "\\begin{cases}",
                "\\end{x}",
                "a}b",
                "\\\\"
            })
    void brokenFormulasEndAndAreBalanced(String latex) {
        String mathml = Formula.mathml(latex, Layout.BLOCK);
        assertEquals(mathml.split("<mrow", -1).length, mathml.split("</mrow", -1).length, latex);
        assertFalse(mathml.contains("null"), latex);
    }
}
