#!/usr/bin/env bash
#
# Makes a JAVA_HOME of Debian's JVM for arm64 under emulation, where profile `slow` looks for it:
#
#   src/test/sh/arm64-jvm.sh [FOLDER]
#
# FOLDER is target/arm64-jvm where none is named. QEMU_CPU in the environment of its bin/java names
# the CPU: `cortex-a72` has NEON alone, `max` SVE of 512 bits. Needs Debian's apt-get and the
# network, not root, and changes nothing outside of FOLDER, which holds 300 MB then.

set -euo pipefail

folder=$(readlink -m "${1:-$(dirname "${BASH_SOURCE[0]}")/../../../target/arm64-jvm}")
[[ ! -x $folder/bin/java ]] || exit 0
command -v apt-get >/dev/null || {
  echo "arm64-jvm.sh: apt-get is missing: run this on Debian." >&2
  exit 2
}
rm -rf "$folder"
root=$folder/root
mkdir -p "$root" "$folder/apt/lists/partial" "$folder/apt/archives/partial"

# Lists and settings of its own, so that the system does not take up another architecture.
apt=(apt-get -q -o "APT::Architectures::=arm64" -o "Dir::State::Lists=$folder/apt/lists"
  -o "Dir::Cache=$folder/apt" -o "APT::Sandbox::User=$(id -un)")
cd "$folder/apt"
"${apt[@]}" update
"${apt[@]}" download qemu-user-static openjdk-17-jre-headless:arm64 \
  {libc6,libgcc-s1,libstdc++6,zlib1g}:arm64

# Of the emulator's hundred programs the one that is needed.
dpkg-deb --fsys-tarfile qemu-user-static_*.deb | tar -x -C "$root" ./usr/bin/qemu-aarch64-static
for package in *_arm64.deb; do
  dpkg -x "$package" "$root"
done
cd "$folder"
rm -r apt

# The JVM's own settings, not the system's.
find "$root" -type l -lname '/*' | while read -r link; do
  ln -sfn "$root$(readlink "$link")" "$link"
done
jvm=$root/usr/lib/jvm/java-17-openjdk-arm64
cp "$jvm/release" .
mkdir bin
cat >bin/java.new <<'JAVA'
#!/bin/sh
root=${0%/bin/java}/root
exec "$root/usr/bin/qemu-aarch64-static" -L "$root" "$root/usr/lib/jvm/java-17-openjdk-arm64/bin/java" "$@"
JAVA
chmod +x bin/java.new
mv bin/java.new bin/java # last: where it is, all is
