package dev.turnstone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextDigestTest {
    /// The two halves of a character, and of one that has lost its second, on both sides of the end of a piece.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_534, 65_535, 65_536, 65_537, 131_071, 200_000})
    void isTheDigestOfTheWholeText(int before) throws NoSuchAlgorithmException {
        String text = "x".repeat(before) + "é\uD83D\uDE00\uD83Dö".repeat(30_000);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MessageDigest whole = MessageDigest.getInstance("SHA-256");
        assertThat(new TextDigest().add(text).hex()).isEqualTo(HexFormat.of().formatHex(whole.digest(bytes)));
        whole.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        whole.update(bytes);
        assertThat(new TextDigest().addMeasured(text).hex())
                .isEqualTo(HexFormat.of().formatHex(whole.digest()));
    }
}
