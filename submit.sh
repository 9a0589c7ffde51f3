#!/usr/bin/env bash
#
# Runs Lockstep on Spark:
#
#   ./submit.sh [SPARK-SUBMIT OPTIONS] [COMMAND] [OPTIONS]
#
# What stands before the command goes to spark-submit unchanged; no command means `train` with
# conf/mnist.properties. SPARK_HOME's spark-submit runs the job; where it is not set, the Spark that
# the build puts together under target/spark does. The first run builds.
#
# Nothing here is newer than bash 3.2, which macOS still has.

set -eo pipefail

# Spark's own lists, which SubmitArgumentsTest holds against org.apache.spark.launcher's
# SparkSubmitOptionParser. --help, -h and --version are left out: they ask for Lockstep's.
spark_options='--archives --class --conf -c --deploy-mode --driver-class-path --driver-cores
  --driver-default-class-path --driver-java-options --driver-library-path --driver-memory
  --exclude-packages --executor-cores --executor-memory --files --jars --keytab --kill --master
  --name --num-executors --packages --principal --properties-file --proxy-user --py-files --queue
  --remote --repositories --status --total-executor-cores'
spark_switches='--load-spark-defaults --supervise --usage-error --verbose -v'

home=$(readlink -f "${BASH_SOURCE[0]}")
home=${home%/*}
jar=$home/target/lockstep-application.jar
embedded=$home/target/spark
archive=$embedded/classes.jsa
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

main() {
  split_arguments "$@"
  require_java
  require_spark
  is_built || build
  set_environment
  [[ -n $SPARK_HOME || $archive -nt $jar || ! -w $embedded ]] || archive_classes
  set -- "${defaults[@]}" --class dev.lockstep.Lockstep "${before[@]}" "$jar" "${after[@]}"
  if [[ -n $SPARK_HOME ]]; then
    exec "$SPARK_HOME/bin/spark-submit" "$@"
  fi
  embedded_spark_submit "$@"
}

user_mistake() {
  echo "submit.sh: $1" >&2
  exit 2
}

# Cuts the words into `before` and `after`, in front of the first that is neither an option of
# Spark's nor the value of one. `defaults` go before both, since of two equal options Spark takes the
# later.
split_arguments() {
  # shellcheck disable=SC2153
  local words setting master elsewhere=$SPARK_HOME$SPARK_CONF_DIR$MASTER
  before=()
  defaults=(--properties-file "$home/conf/spark-defaults.conf" --load-spark-defaults)
  while (($# > 0)); do
    if one_of "$1" "$spark_options"; then
      words=2
    elif one_of "$1" "$spark_switches"; then
      words=1
    elif [[ $1 == --*=?* ]] && one_of "${1%%=*}" "$spark_options $spark_switches"; then
      words=1
    else
      break
    fi
    (($# >= words)) || user_mistake "$1 needs a value."
    before+=("${@:1:words}")
    setting=$1
    ((words == 1)) || setting+="=$2"
    case $setting in
      --properties-file=*)
        [[ -r ${setting#*=} ]] || user_mistake "cannot read --properties-file ${setting#*=}."
        defaults=()
        elsewhere=$setting
        ;;
      --master=* | --conf=spark.master=* | -c=spark.master=*) master=${setting##*=} ;;
    esac
    shift "$words"
  done
  (($# > 0)) || set -- train --config "$home/conf/mnist.properties"
  after=("$@")

  # A job on one machine stays off the network; a cluster's executors must reach their driver.
  if [[ $master == local* || -z $master$elsewhere ]]; then
    export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
  fi
}

one_of() {
  local word
  for word in $2; do
    [[ $1 != "$word" ]] || return 0
  done
  return 1
}

require_java() {
  local found release version
  found=$(command -v "$java") ||
    user_mistake "$java is missing: install JDK 17, and set JAVA_HOME where it is not on PATH."
  # Every JDK has its version in a file; starting a JVM to ask costs a tenth of a second.
  release=$(readlink -f "$found")
  release=${release%/*}/../release
  if [[ -r $release ]]; then version=$(<"$release"); else version=$("$java" -version 2>&1) || true; fi
  [[ $version =~ \"([0-9]+) && ${BASH_REMATCH[1]} -ge 17 ]] ||
    user_mistake "$found is not Java 17 or newer: install JDK 17 or 21, and set JAVA_HOME to it."
  # Java 24 took out the security manager, which this Spark's Hadoop asks who the user is.
  ((BASH_REMATCH[1] < 24)) ||
    user_mistake "$found is Java ${BASH_REMATCH[1]}, on which Spark 4.1 does not run: install JDK 17 or 21, and set JAVA_HOME to it."
}

require_spark() {
  local core
  [[ -n $SPARK_HOME ]] || return 0
  core=$(cd "$SPARK_HOME/jars" 2>/dev/null && echo spark-core_*.jar) || true
  case $core in
    spark-core_2.13-4.1.*.jar) ;;
    '' | *'*'*) user_mistake "SPARK_HOME=$SPARK_HOME is not a Spark: it has no jars/spark-core_*.jar." ;;
    *) user_mistake "SPARK_HOME=$SPARK_HOME has $core; Lockstep needs Spark 4.1 for Scala 2.13." ;;
  esac
}

is_built() {
  [[ -e $jar && -e $embedded/jvm-options ]] &&
    [[ ! $home/conf/table.properties -nt $jar ]] &&
    [[ -z $(find "$home/pom.xml" "$home/src" -name test -prune -o -newer "$jar" -print -quit) ]]
}

# Tests and format are mvn verify's to check.
build() {
  command -v mvn >/dev/null || user_mistake "mvn is missing, which builds Lockstep: install Maven."
  command -v "${java}c" >/dev/null ||
    user_mistake "${java}c is missing, which builds Lockstep: install JDK 17."
  echo "submit.sh: building Lockstep (minutes the first time, seconds later) ..." >&2
  (cd "$home" && mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true package) >&2
}

# Keeps the classes of a small job as the JVM has them in memory, which saves every start some two
# seconds. Where that fails there is no archive, and the JVM does without; one that does not fit the
# JVM and its class path is left alone, without a word.
archive_classes() {
  echo "submit.sh: preparing faster starts (once) ..." >&2
  rm -f "$archive" # with one that no longer fits the JVM would archive nothing
  (
    export SPARK_SUBMIT_OPTS="\"-XX:ArchiveClassesAtExit=$archive.$$\" $SPARK_SUBMIT_OPTS"
    embedded_spark_submit "${defaults[@]}" --master 'local[1]' --class dev.lockstep.Lockstep "$jar" \
      train --epochs 1 --out "$embedded/archived-run.$$"
  ) >"$archive.log" 2>&1 && mv "$archive.$$" "$archive" || true
  rm -rf "$archive.$$" "$embedded/archived-run.$$"
}

set_environment() {
  # Where Lockstep's own data/mnist is.
  export LOCKSTEP_HOME=$home
  # A task has one thread: an OpenBLAS that --blas mllib finds on the system would take all cores.
  export OPENBLAS_NUM_THREADS=1
  # The JVM can tell only whether standard input and output both are terminals.
  if [[ -t 2 ]]; then
    export LOCKSTEP_TERMINAL=true COLUMNS=${COLUMNS:-$(tput cols 2>/dev/null)}
  fi
  # Standard output carries the result alone, so that the JVM's own warnings go the other way. The
  # inner quotes are for Spark, which splits the variable as a shell would.
  local jvm='-XX:+DisplayVMOutputToStderr -Xlog:disable -Xlog:all=warning,cds=off,cds+dynamic=off:stderr'
  # A heap of large pages, where the system has them on request (Linux's usual setting): touching
  # small ones for the first time takes about a second of the main job's start.
  if [[ $(cat /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null) == *'[madvise]'* ]]; then
    jvm+=' -XX:+UseTransparentHugePages'
  fi
  jvm+=" \"-XX:CompileCommandFile=$home/conf/compile-commands.txt\""
  # shellcheck disable=SC2089,SC2090
  export SPARK_SUBMIT_OPTS="$jvm \"-Dlog4j2.configurationFile=$home/conf/log4j2.properties\" $SPARK_SUBMIT_OPTS"
}

# Does what Spark's bin/spark-class does: the launcher prints NUL, newline, and the command's words,
# each with a NUL behind it. Its exit code is added as the last, or the pipe would lose it.
embedded_spark_submit() {
  local word words=() last
  export SPARK_HOME=$embedded SPARK_SCALA_VERSION=2.13
  [[ ! -e $archive ]] || SPARK_SUBMIT_OPTS="\"-XX:SharedArchiveFile=$archive\" $SPARK_SUBMIT_OPTS"
  while IFS= read -r -d '' word; do
    words+=("$word")
  done < <(
    # The launcher's jar alone: a class path of all would take twice the time.
    "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$(echo "$embedded"/jars/spark-launcher_*.jar)" \
      org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@"
    printf '%d\0' $?
  )
  last=$((${#words[@]} - 1))
  ((words[last] == 0)) || exit "${words[last]}"
  words[1]=${words[1]#$'\n'}
  exec "${words[@]:1:last-1}"
}

main "$@"
