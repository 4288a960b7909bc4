package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {
    @Test
    void controlsAreWrittenOut() {
        assertThat(PrintableText.of("a\u001b]0;title\u0007b\rc\u0000", false))
                .isEqualTo("a\\x1b]0;title\\x07b\\x0dc\\x00");
        assertThat(PrintableText.of("a\u009b2Jb\u202ec\u007f", true)).isEqualTo("a\\x9b2Jb\\u202ec\\x7f");
        assertThat(PrintableText.of("{\"a\":\"\u009b\"}", false)).isEqualTo("{\"a\":\"\u009b\"}");
    }

    @Test
    void textStaysAsItIs() {
        String text = "é 日本 ✓ 🐦\tx\ny";
        assertThat(PrintableText.of(text, true)).isEqualTo(text);
        assertThat(PrintableText.of("a\r\nb\u001b", true)).isEqualTo("a\nb\\x1b");
    }

    @Test
    void onlyOwnColoursBecomeColours() {
        char own = PrintableText.OWN_ESCAPE;
        assertThat(PrintableText.of(own + "[31mbad" + own + "[0m", true)).isEqualTo("\u001b[31mbad\u001b[0m");
        assertThat(PrintableText.of(own + "]0;title" + own + "[2J", true)).doesNotContain("\u001b");
    }
}
