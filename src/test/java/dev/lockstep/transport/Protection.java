package dev.lockstep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;

/** What Spark can do for a connection. */
enum Protection {
  NONE,
  AUTHENTICATED,
  AUTHENTICATED_BY_SASL,
  TLS;

  static final String SECRET = "a-secret-that-no-log-has-seen";

  /** Spark's settings. */
  SparkConf conf() throws IOException, InterruptedException {
    SparkConf conf = TestEndpoint.conf();
    if (this == AUTHENTICATED || this == AUTHENTICATED_BY_SASL) {
      conf.set("spark.authenticate", "true").set("spark.authenticate.secret", SECRET);
      conf.set("spark.network.crypto.enabled", String.valueOf(this == AUTHENTICATED));
    }
    if (this == TLS) {
      String store = keyStore().toString();
      conf.set("spark.ssl.rpc.enabled", "true")
          .set("spark.ssl.rpc.protocol", "TLSv1.3")
          .set("spark.ssl.rpc.keyStore", store)
          .set("spark.ssl.rpc.keyStorePassword", SECRET)
          .set("spark.ssl.rpc.trustStore", store)
          .set("spark.ssl.rpc.trustStorePassword", SECRET);
    }
    return conf;
  }

  private static Path keyStore() throws IOException, InterruptedException {
    Path store = Path.of("target", "test-keystore.p12").toAbsolutePath();
    if (Files.notExists(store)) {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-alias",
                  "test",
                  "-dname",
                  "CN=localhost",
                  "-validity",
                  "10000",
                  "-storepass",
                  SECRET,
                  "-keystore",
                  store.toString())
              .inheritIO()
              .start();
      assertEquals(0, keytool.waitFor());
    }
    return store;
  }
}
