#!/usr/bin/sh
while true # <- an endless loop
do
	cat > /var/run/app/query.sql << EOF
select 1 from dual;
exit;
EOF
	/opt/app/bin/check_app -f /var/run/app/query.sql || exit 1
	sleep 30
done
