package dev.lockstep;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The layout of the design holds: packages build on those before them, Spark is met where the lists
 * below say and nowhere else, and nothing in the numerics depends on chance, time or the machine.
 */
final class ArchitectureTest {
  private static final String ROOT = "dev.lockstep";

  /** In the order in which data meets them; a new package takes its place here first. */
  private static final List<String> ORDER =
      List.of(
          "io",
          "option",
          "linalg",
          "scale",
          "rows",
          "rows.columns",
          "rows.split",
          "rows.idx",
          "rows.text",
          "pack",
          "network.dropout",
          "network.optimizer",
          "network.schedule",
          "network.activation",
          "network.loss",
          "network",
          "transport",
          "aggregate",
          "allreduce",
          "lbfgs",
          "config",
          "train",
          "evaluate.order",
          "evaluate.curve",
          "evaluate.number",
          "evaluate",
          "model",
          "report",
          "report.html",
          "cli");

  private static final Set<String> NUMERICS =
      Set.of(
          "linalg",
          "scale",
          "rows",
          "rows.columns",
          "rows.split",
          "rows.idx",
          "rows.text",
          "pack",
          "network.dropout",
          "network.optimizer",
          "network.schedule",
          "network.activation",
          "network.loss",
          "network",
          "aggregate",
          "allreduce",
          "lbfgs",
          "evaluate.order",
          "evaluate.curve",
          "evaluate.number",
          "evaluate");

  /** What {@link Math} computes exactly; the rest may differ in the last digit between machines. */
  private static final Set<String> EXACT_MATH =
      Set.of(
          "abs",
          "addExact",
          "ceil",
          "floor",
          "floorDiv",
          "floorMod",
          "fma",
          "getExponent",
          "max",
          "min",
          "multiplyExact",
          "multiplyHigh",
          "rint",
          "scalb",
          "sqrt",
          "toIntExact");

  private static final Set<String> CHANCE_AND_TIME =
      Set.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.time.Instant",
          "java.time.Clock",
          "java.util.Date");

  private static final JavaClasses CLASSES = classes();

  /** Ours alone: of other classes their names suffice. */
  private static JavaClasses classes() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter().importPath(Path.of("target/classes"));
  }

  /** The package below the root, or nothing for the root itself. */
  private static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }

  /** A class without the root package; nested classes count as the one they stand in. */
  private static String nameOf(JavaClass type) {
    return type.getName().substring(ROOT.length() + 1).split("\\$", 2)[0];
  }

  private static boolean isOurs(JavaClass type) {
    return (type.getPackageName() + ".").startsWith(ROOT + ".");
  }

  /** Our classes with a dependency on what the predicate tells by its full name. */
  private static Set<String> usersOf(Predicate<String> target, Set<String> exceptPackages) {
    return CLASSES.stream()
        .filter(type -> !exceptPackages.contains(packageOf(type)))
        .filter(
            type ->
                type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(use -> target.test(use.getTargetClass().getName())))
        .map(ArchitectureTest::nameOf)
        .collect(toCollection(TreeSet::new));
  }

  @Test
  void everyPackageOfTheNumericsHasClasses() {
    for (String name : NUMERICS) {
      assertTrue(CLASSES.stream().filter(type -> packageOf(type).equals(name)).count() > 2, name);
    }
  }

  @Test
  void everyPackageHasAPlaceInTheOrder() {
    for (JavaClass type : CLASSES) {
      String name = packageOf(type);
      assertTrue(name.isEmpty() || ORDER.contains(name), type::getName);
    }
  }

  @Test
  void packagesDependOnlyOnThoseBeforeThem() {
    Set<String> upward = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (Dependency use : type.getDirectDependenciesFromSelf()) {
        JavaClass target = use.getTargetClass();
        if (isOurs(target) && place(target) > place(type)) {
          upward.add(nameOf(type) + " uses " + nameOf(target));
        }
      }
    }
    assertEquals(Set.of(), upward);
  }

  /** The place in the order; the root, with the command line's main class, is above all. */
  private static int place(JavaClass type) {
    return packageOf(type).isEmpty() ? ORDER.size() : ORDER.indexOf(packageOf(type));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void aPackageHasAtMost25Types() {
    Map<String, Long> types =
        CLASSES.stream()
            .filter(type -> !type.getName().contains("$") && !isPackageInfo(type))
            .collect(groupingBy(ArchitectureTest::packageOf, TreeMap::new, counting()));
    types.values().removeIf(count -> count <= 25);
    assertEquals(Map.of(), types);
  }

  private static boolean isPackageInfo(JavaClass type) {
    return type.getSimpleName().equals("package-info");
  }

  /** The list of metrics and what they are taken of; an evaluation is what holds their values. */
  private static final Set<Set<String>> MUTUAL =
      Set.of(Set.of("evaluate.Evaluation", "evaluate.Metric"));

  /** But for an interface or a list and its members, which know each other. */
  @Test
  void filesHaveNoLoops() {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      Set<String> used = uses.computeIfAbsent(nameOf(type), name -> new TreeSet<>());
      for (Dependency use : type.getDirectDependenciesFromSelf()) {
        JavaClass target = use.getTargetClass().getBaseComponentType();
        if (isOurs(target) && !isMember(type, target) && !isMember(target, type)) {
          used.add(nameOf(target));
        }
      }
      used.remove(nameOf(type));
    }
    assertEquals(MUTUAL, loops(uses));
  }

  /** Whether a type is of another or, as a member of its list, is made by it. */
  private static boolean isMember(JavaClass type, JavaClass of) {
    return type.isAssignableTo(of.getName());
  }

  /** Files that reach themselves, each with the others of its loops. */
  private static Set<Set<String>> loops(Map<String, Set<String>> uses) {
    Map<String, Set<String>> reached = new TreeMap<>();
    for (String file : uses.keySet()) {
      Set<String> seen = new TreeSet<>();
      Deque<String> next = new ArrayDeque<>(uses.get(file));
      while (!next.isEmpty()) {
        String other = next.pop();
        if (seen.add(other)) {
          next.addAll(uses.getOrDefault(other, Set.of()));
        }
      }
      reached.put(file, seen);
    }
    Set<Set<String>> loops = new HashSet<>();
    for (String file : uses.keySet()) {
      if (reached.get(file).contains(file)) {
        Set<String> loop = new TreeSet<>(reached.get(file));
        loop.removeIf(other -> !reached.get(other).contains(file));
        loops.add(loop);
      }
    }
    return loops;
  }

  @Test
  void sparkIsUsedWhereTheListSays() {
    Predicate<String> spark =
        name -> name.startsWith("org.apache.spark.") && !isLinearAlgebra(name);
    assertEquals(
        new TreeSet<>(PlatformUse.SPARK_CLASSES), usersOf(spark, PlatformUse.SPARK_PACKAGES));
  }

  private static boolean isLinearAlgebra(String name) {
    return name.startsWith("org.apache.spark.ml.linalg.");
  }

  @Test
  void hadoopIsUsedWhereTheListSays() {
    assertEquals(
        new TreeSet<>(PlatformUse.HADOOP_CLASSES),
        usersOf(
            name -> name.startsWith("org.apache.hadoop."), Set.of("cli", "rows.text", "rows.idx")));
  }

  @Test
  void numericsDependOnNeitherChanceNorTheClockNorThreads() {
    Set<String> others = new TreeSet<>(ORDER);
    others.removeAll(NUMERICS);
    assertEquals(Set.of(), usersOf(CHANCE_AND_TIME::contains, others));
    assertEquals(
        Set.of(),
        callsOfNumerics(
            call ->
                call.getName().equals("currentTimeMillis")
                    || (call.getTargetOwner().getPackageName().startsWith("java.util")
                        && call.getName().startsWith("parallel"))));
  }

  /** Which leaves out {@code Math.random} too. */
  @Test
  void numericsCallOnlyWhatMathComputesExactly() {
    assertEquals(
        Set.of(),
        callsOfNumerics(
            call ->
                call.getTargetOwner().isEquivalentTo(Math.class)
                    && !EXACT_MATH.contains(call.getName())));
  }

  private static Set<String> callsOfNumerics(Predicate<JavaMethodCall> which) {
    return CLASSES.stream()
        .filter(type -> NUMERICS.contains(packageOf(type)))
        .flatMap(type -> type.getMethodCallsFromSelf().stream())
        .filter(which)
        .map(JavaMethodCall::getDescription)
        .collect(toCollection(TreeSet::new));
  }
}
