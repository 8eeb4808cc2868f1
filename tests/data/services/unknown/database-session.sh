#!/usr/bin/sh
sqlplus -s / as sysdba @/opt/app/sql/monitor.sql # <- a script in another language
exit 0
