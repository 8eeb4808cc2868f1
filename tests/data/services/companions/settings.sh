# Sourced for its values.
INTERVAL=30
RUN=yes
PROCESS=appd
