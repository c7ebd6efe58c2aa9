"""The protocol's own test suite for kernels, with samples for every one of its tests."""

import unittest

import jupyter_kernel_test


class InterlaceTests(jupyter_kernel_test.KernelTests):
    kernel_name = "interlace"
    language_name = "java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": '"abc".substr', "matches": ["substring("]},
        {"text": "Math.flo", "matches": ["floor(", "floorDiv(", "floorMod("]},
        {"text": "%lsm", "matches": ["lsmagic"]},
    ]
    complete_code_samples = ["1 + 1", "int n = 3;", "void f() { }", "%lsmagic", 'System.out.println("x")']
    incomplete_code_samples = ["int f(int x) {", "for (int i = 0; i < 3; i++) {", "int x = (1 +", '"""\ntext']
    invalid_code_samples = ["int = = 7;", "1 + * 2;", "class { }"]
    code_page_something = 'page("a long story")'
    code_generate_error = 'throw new IllegalStateException("as asked");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
    ]
    code_display_data = [
        {"code": 'display("plain")', "mime": "text/plain"},
        {"code": 'display("<b>bold</b>", "text/html")', "mime": "text/html"},
        {
            "code": "display(new java.awt.image.BufferedImage(2, 2, java.awt.image.BufferedImage.TYPE_INT_RGB))",
            "mime": "image/png",
        },
    ]
    code_history_pattern = "6 ?*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max("
    code_clear_output = "clearOutput();"


class InterlaceWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "interlace"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
