/**
 * Benchmarks: not tests. Each verifies what it computes, prints Markdown, and adds it with CPU, JVM
 * and commit to {@code src/test/benchmark-results}. Each tells its options with {@code --help}.
 *
 * <pre>
 * mvn -q -Pbenchmark test-compile exec:exec -Dbenchmark=StepBenchmark -Dbenchmark.args='--rounds 5'
 * </pre>
 */
package dev.lockstep.benchmark;
