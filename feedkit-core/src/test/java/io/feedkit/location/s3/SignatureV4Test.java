package io.feedkit.location.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.location.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signs as the published test suite and the examples of the API reference do. */
class SignatureV4Test {
    private static final SignatureV4 SUITE = new SignatureV4(
            "AKIDEXAMPLE", Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), "us-east-1", "service");
    private static final SignatureV4 STORE = new SignatureV4(
            "AKIAIOSFODNN7EXAMPLE", Secret.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), "us-east-1", "s3");

    @ParameterizedTest
    @CsvSource({
        "GET, '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "POST, '', 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "GET, ?Param2=value2&Param1=value1, b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
    })
    void signsTheCasesOfTheTestSuite(String method, String query, String signature) {
        String authorization = SUITE.authorization(
                method,
                URI.create("https://example.amazonaws.com/" + query),
                Map.of("Host", "example.amazonaws.com", "X-Amz-Date", "20150830T123600Z"),
                SignatureV4.NO_BYTES);
        assertThat(authorization)
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + "SignedHeaders=host;x-amz-date,Signature=" + signature);
    }

    private static String signature(String method, String path, String payload, Map<String, String> more) {
        Map<String, String> headers = new TreeMap<>(more);
        headers.put("Host", "examplebucket.s3.amazonaws.com");
        headers.put("x-amz-date", "20130524T000000Z");
        headers.put("x-amz-content-sha256", payload);
        String said = STORE.authorization(
                method, URI.create("https://examplebucket.s3.amazonaws.com" + path), headers, payload);
        return said.substring(said.lastIndexOf('=') + 1);
    }

    @Test
    void signsTheExamplesOfTheStore() {
        assertThat(signature("GET", "/test.txt", SignatureV4.NO_BYTES, Map.of("Range", "bytes=0-9")))
                .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
        String payload = SignatureV4.hex(SignatureV4.sha256("Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8)));
        assertThat(signature(
                        "PUT",
                        "/" + SignatureV4.escaped("test$file.text", true),
                        payload,
                        Map.of("Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY")))
                .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
        assertThat(signature("GET", "/?lifecycle", SignatureV4.NO_BYTES, Map.of()))
                .isEqualTo("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
        assertThat(signature("GET", "/?max-keys=2&prefix=J", SignatureV4.NO_BYTES, Map.of()))
                .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void escapesWhatIsNoLetterNoDigitAndNoneOfFourSigns() {
        assertThat(SignatureV4.escaped("a b/ü+~-._", true)).isEqualTo("a%20b/%C3%BC%2B~-._");
        assertThat(SignatureV4.escaped("a/b", false)).isEqualTo("a%2Fb");
    }
}
