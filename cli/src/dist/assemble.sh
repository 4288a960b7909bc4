#!/bin/sh
# Completes target/turnstone, where the jars are, to what a distribution holds, and makes the image that brings its
# own Java. Called by `./mvnw -Pdist package` in the folder cli.
set -eu
version=$1
app=$PWD/target/turnstone
rm -rf "$app/cache" "$app/bin" "$app/man" "$app/completions" "$app/examples" target/image
mkdir -p "$app/bin" "$app/examples"
cp ../bin/turnstone src/dist/bin/turnstone.bat "$app/bin/"
chmod 755 "$app/bin/turnstone"
cp ../LICENSE ../README.md "$app/"
(cd .. && tar -c --exclude=.turnstone --exclude='compliance.db*' examples/compliance) | tar -x -C "$app"

# The launcher knows how to find a Java.
"$app/bin/turnstone" --prepare
read -r java_home <"$app/cache/java-home"
rm -rf "$app/cache"
"$java_home/bin/java" -cp "$app/lib/turnstone-cli-$version.jar" dev.turnstone.cli.ManPages \
    "$app/man/man1" "$app/completions"

platform=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m | sed 's/x86_64/x64/')
name=turnstone-$version-$platform
mkdir -p target/image
cp -R "$app" "target/image/$name"
rm -f "target/image/$name/built"
"$java_home/bin/jlink" --no-header-files --no-man-pages --strip-debug --compress=zip-6 \
    --add-modules java.base,java.sql,java.naming,java.management,java.security.jgss,java.security.sasl,jdk.zipfs,jdk.unsupported \
    --output "target/image/$name/runtime"
"target/image/$name/bin/turnstone" --prepare
rm -f "target/image/$name/cache/java-home"
tar -C target/image -czf "target/$name.tar.gz" "$name"
