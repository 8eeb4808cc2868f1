#!/usr/bin/sh
# not run: a program of the database
su - oracle -c "lsnrctl start LISTENER" # <- starts a daemon and returns
