#!/usr/bin/sh
cat > /var/run/app/monitor.txt << 'EOF'
while true
do
	sleep 30
done
EOF
chmod 755 /var/run/app/monitor.txt # <- the loop is only written to a file
