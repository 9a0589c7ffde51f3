import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Writes the JVM options that Spark itself asks for on this JDK, one a line, into the file named by
 * the only argument: the tests and the Maven build run the JVM with {@code @file}, so that the list
 * is Spark's and never a copy that ages.
 */
final class SparkJvmOptions {
  private SparkJvmOptions() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(JavaModuleOptions.defaultModuleOptionArray()));
  }
}
