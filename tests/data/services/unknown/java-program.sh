#!/usr/bin/sh
JAVA_HOME=/opt/java1.4
$JAVA_HOME/bin/java -jar /opt/app/lib/monitor.jar # <- a Java program does what it likes
