@echo off
rem Runs Turnstone on Windows. Needs a Java from 21 on: TURNSTONE_JAVA_HOME, JAVA_HOME, or java on the PATH.
setlocal
set "APP=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if defined TURNSTONE_JAVA_HOME set "JAVA=%TURNSTONE_JAVA_HOME%\bin\java"
if exist "%APP%\runtime\bin\java.exe" set "JAVA=%APP%\runtime\bin\java"
if not defined TURNSTONE_TERMINAL set "TURNSTONE_TERMINAL=false"
for %%J in ("%APP%\lib\turnstone-cli-*.jar") do set "JAR=%%J"
set "EXTRA="
if defined TURNSTONE_CLASSPATH set "EXTRA=;%TURNSTONE_CLASSPATH%"
set "CACHE=%LOCALAPPDATA%\turnstone"
if not exist "%CACHE%" mkdir "%CACHE%" 2>nul
"%JAVA%" -XX:+IgnoreUnrecognizedVMOptions -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData ^
  -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%CACHE%\turnstone.jsa" -Djdk.reflect.useNativeAccessorOnly=true --enable-native-access=ALL-UNNAMED ^
  -Dturnstone.terminal=%TURNSTONE_TERMINAL% %TURNSTONE_JAVA_OPTIONS% -cp "%JAR%%EXTRA%" dev.turnstone.cli.Main %*
exit /b %ERRORLEVEL%
