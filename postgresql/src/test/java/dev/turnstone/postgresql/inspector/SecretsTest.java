package dev.turnstone.postgresql.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTest {
    @Test
    void passwordsOfConnectionStringsAreMasked() {
        assertThat(Secrets.connection("host=h password=hunter2 dbname=d")).isEqualTo("host=h password=***** dbname=d");
        assertThat(Secrets.connection("password=a&b\\ c host=h")).isEqualTo("password=***** host=h");
        assertThat(Secrets.connection("password = 'hun \\'ter2' host=h")).isEqualTo("password = ***** host=h");
        assertThat(Secrets.connection("postgresql://bob:hunter2@h:1/d")).isEqualTo("postgresql://bob:*****@h:1/d");
        assertThat(Secrets.connection("postgresql://h/d?sslpassword=hunter2&user=u"))
                .isEqualTo("postgresql://h/d?sslpassword=*****&user=u");
        assertThat(Secrets.connection("host=h dbname=d")).isEqualTo("host=h dbname=d");
    }

    @Test
    void optionsThatSoundSecretAreMaskedAndOthersOfMappingsDigested() {
        assertThat(Secrets.masked(List.of("host=h", "api_key=k=1"))).isEqualTo("\"api_key=*****\", \"host=h\"");
        assertThat(Secrets.digests(List.of("user=bob", "password=p")))
                .startsWith("\"password=*****\", \"user=sha256:")
                .doesNotContain("bob");
        assertThat(Secrets.digests(List.of("user=bob"))).isNotEqualTo(Secrets.digests(List.of("user=eve")));
    }
}
